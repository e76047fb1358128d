"""Addresses that are taken here already."""

from collections.abc import Iterator
from typing import Any

from django.db.models import SlugField
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from cms.transfer.archive.content import Content


def number(row: Any) -> None:
    """Number the slug of a new snippet where another has it."""
    for name in _unique_slugs(row):
        base, count = getattr(row, name), 1
        while _is_taken(row, name, getattr(row, name)):
            count += 1
            setattr(row, name, f"{base}-{count}")


def kept(row: Any, content: Content) -> Content:
    """Content under the address that the row has here, where the archive's own is another's."""
    names = ["slug"] if isinstance(row, Page) else _unique_slugs(row)
    taken = [name for name in names if name in content and _is_taken(row, name, content[name])]
    return {**content, **{name: getattr(row, name) for name in taken}}


def _unique_slugs(row: Any) -> Iterator[str]:
    return (field.name for field in row._meta.concrete_fields if isinstance(field, SlugField) and field.unique)


def _is_taken(row: Any, name: str, slug: str) -> bool:
    if isinstance(row, Page):
        return bool(find_available_slug(row.get_parent(), slug, row.pk) != slug)
    return bool(type(row)._default_manager.exclude(pk=row.pk).filter(**{name: slug}).exists())
