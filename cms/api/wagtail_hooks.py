"""What the API adds to Wagtail's admin."""

from typing import Any

from wagtail import hooks

from cms.api.admin_views import REVOKED, ROTATED, ApiKeyViewSet


@hooks.register("register_admin_viewset")
def register_keys() -> ApiKeyViewSet:
    return ApiKeyViewSet("api_keys")


@hooks.register("register_log_actions")
def name_log_actions(actions: Any) -> None:
    actions.register_action(REVOKED, "Revoke API key", "API key revoked")
    actions.register_action(ROTATED, "Rotate API key", "API key rotated")
