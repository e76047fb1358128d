"""Rows of any model, out of the data's tables."""

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db.models import ForeignKey, Model
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.core.models import ListedSnippet
from cms.demo.blocks import stored
from cms.demo.shelf import Shelf
from cms.demo.source import Table
from cms.media.models import CustomImage

NAMESPACE = uuid5(NAMESPACE_URL, "https://demonstration.example.org/")
SHARED_PICTURE = "image"


def new_row(model: type[Model], name: str, table: Table, shelf: Shelf) -> Any:
    """A row with its child rows and tags, not yet saved.

    What outlives an installation (a page, a person) has the same identity in every one.

    Args:
        model: what is made.
        name: how other tables name it; also its slug.
        table: its fields; rows that it points to by their names, pictures as drawings, child rows as lists.
        shelf: what has been loaded.
    """
    identity = uuid5(NAMESPACE, f"{model._meta.label_lower}/{name}")
    own: Table = {"slug": name} if any(field.name == "slug" for field in model._meta.fields) else {}
    if issubclass(model, Page):
        own["translation_key"] = identity
    elif issubclass(model, ListedSnippet):
        own["uid"] = identity
    return fill(model(**own), name, table, shelf)


def fill(target: Any, name: str, table: Table, shelf: Shelf) -> Any:
    """Set the fields, child rows and tags that a table names."""
    children = {relation.get_accessor_name(): relation.related_model for relation in get_all_child_relations(target)}
    for key, value in table.items():
        if key in children:
            setattr(target, key, [_child(children[key], name, part, shelf) for part in value])
        else:
            _set(target, target._meta.get_field(key), name, value, shelf)
    return target


def _set(target: Any, field: Any, name: str, value: Any, shelf: Shelf) -> None:
    match field:
        case TaggableManager():
            getattr(target, field.name).add(*value)
        case ForeignKey() if field.related_model is CustomImage:
            shared = isinstance(target, Page) and field.name == SHARED_PICTURE
            setattr(target, field.name, shelf.picture(name, value, shared=shared))
            setattr(target, f"{field.name}_alt", value["alt"])
        case ForeignKey():
            setattr(target, field.name, shelf.find(field.related_model, value))
        case StreamField():
            setattr(target, field.name, json.dumps(stored(field.stream_block, value, shelf, name)))
        case _:
            setattr(target, field.name, shelf.text(value) if isinstance(value, str) else value)


def _child(model: type[Model], name: str, part: Table | str, shelf: Shelf) -> Model:
    """A child row; one that does nothing but point somewhere is written as the name it points to."""
    links = {
        isinstance(field, ParentalKey): field.name for field in model._meta.fields if isinstance(field, ForeignKey)
    }
    table = part if isinstance(part, dict) else {links[False]: part}
    child: Model = fill(model(), name, table, shelf)
    child.full_clean(exclude=[links[True]])
    return child
