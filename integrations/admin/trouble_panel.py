"""Destinations in trouble, on the first page of the admin."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.permission_policies import ModelPermissionPolicy

from integrations import clock
from integrations.models import Destination
from integrations.upkeep.expiring import in_need
from integrations.upkeep.failing import troubled

LOOK_AFTER = {"change", "view"}


class TroublePanel(Component):
    """What fails, what was paused, whose credentials end, to those who may see to it; nothing when all is well."""

    name = "troubled_destinations"
    template_name = "integrations/troubled.html"
    order = 40

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        may_see = ModelPermissionPolicy(Destination).user_has_any_permission(user, LOOK_AFTER)
        return {"troubled": troubled(), "in_need": in_need(clock.now())} if may_see else {}


def add_trouble_panel(_request: HttpRequest, panels: list[Any]) -> None:
    """Put the panel among the others."""
    panels.append(TroublePanel())
