"""What of a row travels: the fields that editors fill, and the rows that are edited with it.

The form is that of Wagtail's revisions (`serializable_data`), without what belongs to one installation: primary keys,
places in the tree, dates of bookkeeping, accounts.
"""

import json
from functools import cache
from typing import Any

from django.db.models import Field, FileField, ForeignKey, Model
from modelcluster.fields import ParentalKey
from modelcluster.models import (
    ClusterableModel,
    get_all_child_m2m_relations,
    get_all_child_relations,
    get_field_value,
    get_serializable_data_for_fields,
    model_from_serializable_data,
)
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page, TranslatableMixin

from cms.transfer.archive.identity import travels
from cms.transfer.archive.translation import Translator, in_block, in_html

Content = dict[str, Any]
KEPT_AT_HOME = {"path", "depth", "numchild", "first_published_at"}
CARRIED_UNSEEN = {"sort_order"}
LANGUAGE = {"translation_key", "locale"}


@cache
def carried_fields(model: type[Model]) -> dict[str, Field[Any, Any]]:
    """The columns of a row that travel: what can be edited, and what names the row."""
    return {field.name: field for field in model._meta.concrete_fields if _is_carried(model, field)}


def _is_carried(model: type[Model], field: Field[Any, Any]) -> bool:
    if field.primary_key or isinstance(field, ParentalKey | FileField) or field.name in KEPT_AT_HOME:
        return False
    if field.is_relation and not travels(field.related_model):
        return False
    names_it = issubclass(model, TranslatableMixin) and not issubclass(model, Page) and field.name in LANGUAGE
    return field.editable or field.unique or names_it or field.name in CARRIED_UNSEEN


@cache
def child_rows(model: type[Model]) -> dict[str, type[Model]]:
    """The rows that are edited with a row, by the name of the relation; comments are talk between editors."""
    relations = {rel.get_accessor_name(): rel.related_model for rel in get_all_child_relations(model)}
    return {name: rows for name, rows in relations.items() if name != COMMENTS_RELATION_NAME}


@cache
def choices(model: type[Model]) -> dict[str, type[Model]]:
    """The many-to-many relations that are edited with a row, by name."""
    return {field.name: field.related_model for field in get_all_child_m2m_relations(model)}


@cache
def labels(model: type[Model]) -> list[str]:
    """The names of the tags that a plain model has; those of pages are child rows."""
    fields = [field for field in model._meta.many_to_many if isinstance(field, TaggableManager)]
    return [] if issubclass(model, ClusterableModel) else [field.name for field in fields]


def content_of(instance: Model, translator: Translator) -> Content:
    """The content of a row, with references for keys."""
    return translated(type(instance), _stored(instance), translator)


def translated(model: type[Model], content: Content, translator: Translator) -> Content:
    """Content with each key translated; what no field here can hold is left out and told."""
    return {
        name: _part(model, name, value, translator)
        for name, value in content.items()
        if _knows(model, name, translator)
    }


def _knows(model: type[Model], name: str, translator: Translator) -> bool:
    known = name in {*carried_fields(model), *child_rows(model), *choices(model), *labels(model)}
    if not known:
        translator.unknown(f"field “{name}” of {model._meta.label}")
    return known


def _part(model: type[Model], name: str, value: Any, translator: Translator) -> Any:
    if name in carried_fields(model):
        return _value(carried_fields(model)[name], value, translator)
    if name in child_rows(model):
        rows = (_row(child_rows(model)[name], row, translator) for row in value)
        return [row for row in rows if row is not None]
    if name in choices(model):
        keys = (translator.key(choices(model)[name], key) for key in value)
        return [key for key in keys if key is not None]
    return value


def _value(field: Field[Any, Any], value: Any, translator: Translator) -> Any:
    if isinstance(field, ForeignKey):
        return None if value is None else translator.key(field.related_model, value)
    if isinstance(field, StreamField):
        return in_block(field.stream_block, value, translator)
    return in_html(value, translator) if isinstance(field, RichTextField) else value


def _row(model: type[Model], row: Content, translator: Translator) -> Content | None:
    """A child row; None when it is about something that is not there."""
    inside = translated(model, row, translator)
    return None if lacking(model, inside) else inside


def lacking(model: type[Model], content: Content) -> list[str]:
    """The relations that a row of this model cannot be stored without, and that `content` leaves open."""
    required = (
        field
        for field in carried_fields(model).values()
        if isinstance(field, ForeignKey) and not (field.null or field.has_default())
    )
    return [field.name for field in required if content.get(field.name) is None]


def _stored(instance: Any) -> Content:
    """A row and its child rows as the database or a revision has them."""
    model: type[Model] = type(instance)
    return {
        **{name: _stored_value(field, instance) for name, field in carried_fields(model).items()},
        **{name: [_stored(row) for row in getattr(instance, name).all()] for name in child_rows(model)},
        **{name: [row.pk for row in getattr(instance, name).all()] for name in choices(model)},
        **{name: sorted(getattr(instance, name).names()) for name in labels(model)},
    }


def _stored_value(field: Field[Any, Any], instance: Model) -> Any:
    value = get_field_value(field, instance)
    return json.loads(value or "[]") if isinstance(field, StreamField) else value


def unsaved(model: type[Model], content: Content) -> Any:
    """A new row of the plain fields of `content`, whose keys are primary keys."""
    plain = {name: value for name, value in content.items() if name in carried_fields(model)}
    return model_from_serializable_data(model, {"pk": None, **plain})


def with_content(instance: Any, content: Content) -> Any:
    """The row as it would be with this content, whose keys are primary keys; nothing is saved."""
    model: type[Model] = type(instance)
    late = labels(model)
    content = {name: value for name, value in content.items() if name not in late}
    if not isinstance(instance, ClusterableModel):
        return model_from_serializable_data(model, {**get_serializable_data_for_fields(instance), **content})
    data = {**instance.serializable_data(), **_as_new_rows(model, content)}
    restore = getattr(instance, "with_content_json", type(instance).from_serializable_data)
    return restore(data)


def _as_new_rows(model: type[Model], content: Content) -> Content:
    """The same, with child rows that have no primary key yet."""
    rows = child_rows(model)
    return {
        name: [{"pk": None, **_as_new_rows(rows[name], row)} for row in value] if name in rows else value
        for name, value in content.items()
    }
