"""What the plain page needs besides Wagtail's own tags."""

from collections.abc import Iterable
from typing import Any

from django import template

from cms.core.audiences import PUBLIC, Restrictions

register = template.Library()


@register.filter
def public_only(pages: Iterable[Any]) -> list[Any]:
    """The pages that everybody may see: the plain page names no other, whoever reads it."""
    restrictions = Restrictions.load()
    return [page for page in pages if page and page.live and restrictions.audience_of(page.path) == PUBLIC]
