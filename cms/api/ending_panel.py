"""Keys that end soon, on the first page of the admin."""

from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.permission_policies import ModelPermissionPolicy

from cms.api.models import ApiKey


class EndingKeys(Component):
    """What ends soon and has no successor, to those who can replace it; nothing when there is none."""

    name = "ending_keys"
    template_name = "api/admin/ending_keys.html"
    order = 45

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        may = ModelPermissionPolicy(ApiKey).user_has_permission(user, "change")
        return {"ending": ApiKey.objects.ending()} if may else {}
