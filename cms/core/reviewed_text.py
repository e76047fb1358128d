"""What a medical reviewer has read of a page, as one short text that is another one when any of it changes."""

import json
from collections.abc import Collection, Iterator
from decimal import Decimal
from hashlib import sha256
from re import compile as pattern
from typing import Any

from django.db.models import Model
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Page

NO_TEXT = frozenset({"authorships", "page_tags", "share_preferences", "wagtail_admin_comments"})
"""Rows that say nothing about health: who wrote the page, its tags, its posts, and what editors tell each other."""

# The editor's mark on each paragraph, which is new each time the form is opened for the first time.
BLOCK_KEY = pattern(r' data-block-key="[^"]*"')


def digest_of(page: Page, left_out: Collection[str]) -> str:
    """The SHA-256 of everything a page says, as it is in memory; white space does not count.

    Args:
        left_out: the fields without medical meaning. What Wagtail itself keeps of a page, its title excepted, has none.
    """
    wagtails = {field.name for field in Page._meta.concrete_fields} - {"title"}
    said = {**dict(_columns(page, {*wagtails, *left_out})), **dict(_rows(page))}
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def _columns(row: Model, left_out: Collection[str]) -> Iterator[tuple[str, Any]]:
    for field in row._meta.concrete_fields:
        if not (field.primary_key or isinstance(field, ParentalKey) or field.name in left_out):
            yield field.name, _plain(_value(field, row))


def _rows(page: Page) -> Iterator[tuple[str, Any]]:
    for relation in get_all_child_relations(page):
        name = relation.get_accessor_name()
        if name not in NO_TEXT:
            yield name, [dict(_columns(row, {"sort_order"})) for row in getattr(page, name).all()]


def _value(field: Any, row: Model) -> Any:
    value = field.to_python(field.value_from_object(row))
    return _block(field.stream_block, value) if isinstance(field, StreamField) else value


def _block(block: Any, value: Any) -> Any:
    """What a block holds, fields that were never given among it: what is stored may lack those until it is opened."""
    match value:
        case StreamValue():
            return [[child.block_type, _block(child.block, child.value)] for child in value]
        case ListValue():
            return [_block(child.block, child.value) for child in value.bound_blocks]
        case StructValue():
            return {name: _block(value.block.child_blocks[name], part) for name, part in value.items()}
        case _:
            return block.get_prep_value(value)


def _plain(value: Any) -> Any:
    """The same for everything that reads the same: from a form, from a program and from the database."""
    if isinstance(value, str):
        return " ".join(BLOCK_KEY.sub("", value).split())
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
