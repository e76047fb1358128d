"""Destinations in the admin."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BooleanColumn, Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from integrations import clock
from integrations.admin.choosing import ChooseAccount
from integrations.admin.connecting import Connect, Return
from integrations.admin.credential_views import CheckCredentials
from integrations.admin.decision_views import IssueSecret, RetireSecret, SendTest, shown_once
from integrations.admin.destination_buttons import buttons
from integrations.admin.destination_form import DestinationForm
from integrations.admin.grant_views import GrantGatedContent
from integrations.admin.recover_views import Recover
from integrations.channels import CHANNELS
from integrations.circuit import describe
from integrations.delivery.budget import spending
from integrations.models import Destination
from integrations.outbox.decisions import new_strings
from integrations.outbox.fan_out import head
from integrations.policy import policy
from integrations.upkeep import expiring


def problem(destination: Destination) -> str:
    """What is wrong with a destination at present; empty when nothing is known to be."""
    now = clock.now()
    known = destination.trouble or destination.state_reason
    return known or expiring.describe(destination, now) or describe(destination, now)


class DestinationIndex(generic.IndexView):
    """All destinations, and how each is doing."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().defer("secret")


class NewDestination(generic.CreateView):
    """First the channel, then what it asks for. A new destination starts at the head: the past is not sent."""

    template_name = "integrations/destination_form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("channel") in CHANNELS:
            return super().get(request, *args, **kwargs)
        context = {"channels": CHANNELS.values(), "breadcrumbs_items": self.get_breadcrumbs_items()}
        return TemplateResponse(request, "integrations/choose_channel.html", context)

    def get_add_url(self) -> str:
        return f"{super().get_add_url()}?channel={self.channel_name}"

    @cached_property
    def channel_name(self) -> str:
        name = self.request.GET.get("channel", "")
        return name if name in CHANNELS else next(iter(CHANNELS))

    def get_initial_form_instance(self) -> Destination:
        secret = CHANNELS[self.channel_name].issue_secret({}) or {}
        check_due_at = clock.now() + timedelta(seconds=policy().check_again)  # first somebody may have to connect it
        new = {"channel": self.channel_name, "secret": secret, "cursor": head(), "check_due_at": check_due_at}
        return Destination(**new, owner=self.request.user)

    def save_action(self) -> HttpResponse:
        if self.object.adapter.issue_secret({}) is None:
            return super().save_action()
        return shown_once(self.request, self.object, new_strings(self.form.kept_secret, {}))


class EditDestination(generic.EditView):
    """What a destination is and wants."""

    template_name = "integrations/destination_form.html"

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs)

    def get_object(self, queryset: Any = None) -> Destination:
        """Locked while it is changed: a worker may be renewing its secret."""
        rows = Destination.objects.select_for_update(no_key=True) if self.request.method == "POST" else queryset
        return super().get_object(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = clock.now()
        now = clock.now()
        known = {"circuit": describe(self.object, now), "credentials": expiring.describe(self.object, now)}
        return super().get_context_data(**known, spending=spending(self.object, now), **kwargs)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*buttons(self.object, self.request.user), *super().header_more_buttons]


class DestinationViewSet(ModelViewSet):
    """Where destinations are connected, tested, paused and removed."""

    model = Destination
    name = "destinations"
    icon = "link-external"
    menu_label = "Destinations"
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = DestinationIndex
    add_view_class = NewDestination
    edit_view_class = EditDestination
    create_template_name = NewDestination.template_name
    edit_template_name = EditDestination.template_name
    search_fields = ("name",)
    list_filter = ("state", "channel")
    list_display = (
        "name",
        Column("channel", label="Channel", accessor="adapter.label"),
        StatusTagColumn(
            "state", label="State", accessor="get_state_display", primary=lambda row: row.state == "active"
        ),
        Column("problem", label="Problem", accessor=problem),
        BooleanColumn("is_demo", label="Demonstration"),
    )

    def get_form_class(self, for_update: bool = False) -> type[DestinationForm]:
        return DestinationForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("test/<int:pk>/", SendTest.as_view(), name="test"),
            path("check/<int:pk>/", CheckCredentials.as_view(), name="check"),
            path("secret/<int:pk>/", IssueSecret.as_view(), name="issue_secret"),
            path("secret/<int:pk>/retire/", RetireSecret.as_view(), name="retire_secret"),
            path("recover/<int:pk>/", Recover.as_view(), name="recover"),
            path("connect/<int:pk>/", Connect.as_view(), name="connect"),
            path("connect/<int:pk>/choose/", ChooseAccount.as_view(), name="choose"),
            path("connect/return/", Return.as_view(), name="return"),
            path("grants/<int:pk>/", GrantGatedContent.as_view(), name="grants"),
        ]
