"""The admin's pages for messages: read, mark as answered, delete. What was said is never changed, nor exported.

There is no search: what is searched for would stand in the address, and in the logs of every server on the way.
"""

from typing import Any

from django.db.models import QuerySet
from django.template.defaultfilters import linebreaksbr
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.home.contact.messages import ContactMessage

State = ContactMessage.State
SAID = ("received_at", "page", "topic", "name", "email", "message", "forget_at")


class InboxPolicy(ModelPermissionPolicy):
    """Nobody adds a message here, superusers included."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


class Inbox(generic.IndexView):
    """All messages, the newest first."""

    def get_base_queryset(self) -> QuerySet[ContactMessage]:
        return ContactMessage.objects.select_related("page").defer("message")


class OpenMessage(generic.EditView):
    """One message, for those who deal with it. Only its state can be changed."""

    def get_object(self, queryset: Any = None) -> ContactMessage:
        """A new message becomes a read one when it is opened, as in any other inbox."""
        message: ContactMessage = super().get_object(queryset)
        if self.request.method == "GET" and message.state == State.NEW:
            message.state = State.READ
            message.save(update_fields=["state"])
        return message


class LookAtMessage(generic.InspectView):
    """One message, for those who may only read."""

    def get_message_display_value(self) -> str:
        return linebreaksbr(self.object.message)


class Words(FieldPanel):
    """What somebody wrote, escaped, in the lines it was written in."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **{**kwargs, "read_only": True})

    def format_value_for_display(self, value: str) -> str:
        return linebreaksbr(value)


class InboxViewSet(ModelViewSet):
    """Where messages are read."""

    model = ContactMessage
    name = "contact_messages"
    icon = "mail"
    menu_label = "Messages"
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = SAID
    index_view_class = Inbox
    edit_view_class = OpenMessage
    inspect_view_class = LookAtMessage
    search_fields = ()
    list_filter = ("state", "page")
    list_display = (
        "sender",
        Column("topic"),
        StatusTagColumn("state", accessor="get_state_display", primary=lambda row: row.state == State.ANSWERED),
        DateColumn("received_at", label="Received", sort_key="received_at"),
        Column("forget_at", label="Deleted on", accessor=lambda row: row.forget_at.date(), sort_key="forget_at"),
    )
    panels = (
        Words("message"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name", read_only=True), FieldPanel("email", read_only=True)]),
                FieldRowPanel([FieldPanel("topic", read_only=True), FieldPanel("page", read_only=True)]),
                FieldRowPanel([FieldPanel("received_at", read_only=True), FieldPanel("forget_at", read_only=True)]),
            ],
            "About it",
        ),
        FieldPanel("state"),
    )
