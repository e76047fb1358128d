"""What the API adds to Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.api.admin_views import REVOKED, ROTATED, ApiKeyViewSet
from cms.api.ending_panel import EndingKeys
from cms.api.preview_views import PreviewLink
from cms.core.models import ContentPage


@hooks.register("register_admin_viewset")
def register_keys() -> ApiKeyViewSet:
    return ApiKeyViewSet("api_keys")


@hooks.register("construct_homepage_panels")
def add_ending_keys(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(EndingKeys())


@hooks.register("register_log_actions")
def name_log_actions(actions: Any) -> None:
    actions.register_action(REVOKED, "Revoke API key", "API key revoked")
    actions.register_action(ROTATED, "Rotate API key", "API key rotated")


@hooks.register("register_admin_urls")
def preview_urls() -> list[URLPattern]:
    return [path("pages/<int:page_id>/preview-link/", PreviewLink.as_view(), name="preview_link")]


@hooks.register("register_page_header_buttons")
def offer_preview_link(page: Page, user: Any, view_name: str, **_: Any) -> Iterator[Button]:
    """Offer the link where a page is edited; without leaving the form, which may hold what is not saved."""
    if view_name == "edit" and isinstance(page.specific, ContentPage) and page.permissions_for_user(user).can_edit():
        address = reverse("preview_link", args=(page.pk,))
        yield Button("Preview link", url=address, icon_name="link", attrs={"target": "_blank"}, priority=60)
