"""What a document is made of: every row that is read while it is rendered is recorded.

The record is made where Django builds instances, so a content type cannot forget one. Only values read past the
models (`values_list`) are invisible to it; fields therefore read related rows as instances.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from json import dumps
from typing import Any

from django.db.models import Model
from wagtail.models import Page

# Rows that every document reads: what changes them marks everything (staleness.mark_everything).
SHARED = {"wagtailcore.site", "wagtailcore.locale", "contenttypes.contenttype"}

# Wagtail's own bookkeeping on a page changes with every save; only these of its fields reach a reader.
PAGE_FIELDS = {"title", "slug", "seo_title", "search_description", "first_published_at", "live", "locale_id"}

Row = tuple[str, str]


class Record:
    """The rows read during one rendering, and their values."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, Row], dict[str, Any]] = {}

    @property
    def rows(self) -> set[Row]:
        return {row for _label, row in self._values}

    @property
    def content_hash(self) -> str:
        """A digest of the values read, whatever the renderer makes of them."""
        values = [[label, *row, values] for (label, row), values in sorted(self._values.items(), key=lambda i: i[0])]
        return sha256(dumps(values, default=str, sort_keys=True).encode()).hexdigest()

    def add(self, instance: Model) -> None:
        """Record one instance as it was loaded."""
        row = row_of(instance)
        if instance.pk is not None and row[0] not in SHARED:
            self._values[instance._meta.label_lower, row] = _values(instance)


_current: ContextVar[Record | None] = ContextVar("record", default=None)


@contextmanager
def recording() -> Iterator[Record]:
    """Record every model instance made in this context."""
    record = Record()
    token = _current.set(record)
    try:
        yield record
    finally:
        _current.reset(token)


def note_instance(instance: Model) -> None:
    """Add an instance to the record in progress, if there is one."""
    record = _current.get()
    if record is not None:
        record.add(instance)


def row_of(instance: Model) -> Row:
    """The row behind an instance: label of its root model, so that a page and its specific form are one row."""
    model = type(instance)._meta.concrete_model or type(instance)
    while model._meta.parents:
        model = next(iter(model._meta.parents))
    return model._meta.label_lower, str(instance.pk)


def _values(instance: Model) -> dict[str, Any]:
    loaded = instance.__dict__
    skipped = {field.attname for field in Page._meta.concrete_fields} - PAGE_FIELDS
    ignored = skipped if isinstance(instance, Page) else set[str]()
    return {
        field.attname: field.get_prep_value(loaded[field.attname])
        for field in instance._meta.concrete_fields
        if field.attname in loaded and field.attname not in ignored
    }
