"""The banner that says on every page of the admin that nothing is sent."""

from typing import Any

from django import template

from integrations.admin.resumption_views import may_resume, suspended_installation

register = template.Library()


@register.inclusion_tag("integrations/suspended.html", takes_context=True)
def suspension(context: dict[str, Any]) -> dict[str, Any]:
    """What has been noticed, and for those who may decide, where; nothing for people who are not logged in."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"installation": suspended_installation(), "may_resume": may_resume(user)}
