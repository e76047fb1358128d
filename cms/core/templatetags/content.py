"""What the plain page needs besides Wagtail's own tags."""

from collections.abc import Iterable
from typing import Any

from django import template

register = template.Library()


@register.filter
def public_only(pages: Iterable[Any]) -> list[Any]:
    """The pages that everybody may see: the plain page names no other, whoever reads it."""
    return [page for page in pages if page and page.live and not page.get_view_restrictions().exists()]
