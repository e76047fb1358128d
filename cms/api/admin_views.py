"""The admin's pages for keys: a key is shown once, and revoked rather than deleted, so that its use stays on record."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from cms.api.forms import ApiKeyForm
from cms.api.models import ApiKey, State

REVOKED, ROTATED = "api_key.revoke", "api_key.rotate"


def shown_once(request: HttpRequest, key: ApiKey, token: str, index_url: str) -> HttpResponse:
    """The page with the token: the answer to the very request that made it, so that it is stored nowhere.
    (Wagtail lets no page of its admin be cached.)"""
    context = {"key": key, "token": token, "index_url": index_url}
    return TemplateResponse(request, "api/admin/token.html", context)


def end_of(key: ApiKey) -> str:
    """When a key expires, in the time zone of whoever looks."""
    return date_format(localtime(key.expires_at), "j M Y, H:i") if key.expires_at else "Never"


class KeyFilter(WagtailFilterSet):
    """By what has become of them."""

    state = django_filters.MultipleChoiceFilter(
        label="State", choices=State.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ApiKey
        fields = ("state",)


class KeyIndex(generic.IndexView):
    """All keys, with what can be done about each."""

    rotate_url_name = ""

    def get_base_queryset(self) -> QuerySet[Any]:
        return ApiKey.objects.with_state().select_related("owner")

    def get_list_more_buttons(self, instance: ApiKey) -> list[Button]:
        buttons = [
            Button("Edit", url=url, icon_name="edit", priority=10) for url in [self.get_edit_url(instance)] if url
        ]
        if instance.is_live and self.user_has_permission("change"):
            rotate = reverse(self.rotate_url_name, args=(instance.pk,))
            buttons.append(Button("Rotate", url=rotate, icon_name="rotate", priority=20))
        if instance.is_live and (revoke := self.get_delete_url(instance)):
            buttons.append(Button("Revoke", url=revoke, icon_name="cross", priority=30))
        return buttons


class NewKey(generic.CreateView):
    """Makes a key and shows its token."""

    def save_action(self) -> HttpResponse:
        return shown_once(self.request, self.object, self.form.token, self.get_success_url())


class EditKey(generic.EditView):
    """Changes what a key may do; its token stays."""

    delete_item_label = "Revoke"


class RevokeKey(generic.DeleteView):
    """Closes a key for good."""

    template_name = "api/admin/revoke.html"
    page_title = "Revoke"
    success_message = "API key “%(object)s” is revoked."

    def delete_action(self) -> None:
        self.object.revoke()
        log(instance=self.object, action=REVOKED, user=self.request.user)


class RotateKey(generic.DeleteView):
    """Makes a successor, shows its token, and lets the old key expire."""

    template_name = "api/admin/rotate.html"
    permission_required = "change"
    page_title = "Rotate"

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            successor, token = self.object.rotate()
        except ValidationError as error:
            messages.error(self.request, error.message)
            return redirect(self.get_success_url())
        log(instance=self.object, action=ROTATED, user=self.request.user)
        return shown_once(self.request, successor, token, self.get_success_url())


class ApiKeyViewSet(ModelViewSet):
    """Where keys are made, rotated and revoked."""

    model = ApiKey
    icon = "key"
    menu_label = "API keys"
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = KeyIndex
    add_view_class = NewKey
    edit_view_class = EditKey
    delete_view_class = RevokeKey
    list_display = (
        "name",
        "prefix",
        StatusTagColumn(
            "state",
            label="State",
            accessor=lambda key: State(key.state).label,
            primary=lambda key: key.state == State.ACTIVE,
        ),
        # Wagtail's own column of dates says of every moment to come that it is just now.
        Column("expires_at", label="Expires", accessor=end_of, sort_key="expires_at"),
        DateColumn("last_used_at", label="Last used", sort_key="last_used_at"),
        Column("owner"),
    )
    filterset_class = KeyFilter
    search_fields = ("name", "prefix")

    def get_form_class(self, for_update: bool = False) -> type[ApiKeyForm]:
        return ApiKeyForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(rotate_url_name=self.get_url_name("rotate"), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        rotate = self.construct_view(RotateKey, template_name=RotateKey.template_name)
        return [*super().get_urlpatterns(), path("rotate/<int:pk>/", rotate, name="rotate")]
