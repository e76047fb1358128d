"""Copying rows."""

from typing import Any

from django.db.models import Model

BATCH = 2000


def columns(row: Model, model: type[Model] | None = None) -> dict[str, Any]:
    """What a row holds, without its key; of a page, what it holds in the table of `model`."""
    fields = (model or type(row))._meta.concrete_fields
    return {field.attname: getattr(row, field.attname) for field in fields if not field.primary_key}
