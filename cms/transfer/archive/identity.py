"""How rows are recognised on another installation: by what travels with them, never by their primary key."""

import json
from functools import singledispatch
from typing import Any
from urllib.parse import quote

from django.db.models import Field, Model
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Collection, Locale, Page, Site
from wagtail.snippets.models import get_snippet_models
from wagtail.utils.file import hash_filelike

from cms.publications.identity import page_uid

PLACES: tuple[type[Model], ...] = (Locale, Collection, Site)
"""What content is put into: named in archives, never carried as a record of its own."""


def family(model: type[Model]) -> type[Model]:
    """The model under which a row is known: all pages are one family, whatever their type."""
    return Page if issubclass(model, Page) else model


def carried_models() -> list[type[Model]]:
    """Everything but pages that an archive has records of: files, tags and snippets."""
    return [get_image_model(), get_document_model(), Tag, *get_snippet_models()]


def travels(model: Any) -> bool:
    """Whether a reference to such rows means something elsewhere; accounts, revisions and settings stay at home."""
    return issubclass(model, Page) or model in PLACES or model in carried_models()


def reference_to(instance: Model) -> str:
    """What stands in an archive where a primary key stands in the database."""
    return f"{family(type(instance))._meta.label_lower}/{key_of(instance)}"


@singledispatch
def key_of(instance: Any) -> str:
    """The key of a row among its family: that of its first unique field, or of the fields that are unique together.

    Raises:
        LookupError: nothing names the rows of this model everywhere.
    """
    fields = natural_fields(type(instance))
    parts = [_part(instance, field) for field in fields]
    return str(parts[0]) if len(parts) == 1 else json.dumps(parts)


@key_of.register
def _(page: Page) -> str:
    return str(page_uid(page))


@key_of.register
def _(collection: Collection) -> str:
    return "/".join(quote(name) for name in collection_names(collection))


@key_of.register
def _(site: Site) -> str:
    return "default" if site.is_default_site else f"{site.hostname}:{site.port}"


@key_of.register(AbstractImage)
@key_of.register(AbstractDocument)
def _(file: Any) -> str:
    # The same bytes in a collection for members are another thing: who may fetch them differs.
    return f"{file.file_hash or _hash(file)}/{key_of(file.collection)}"


def natural_fields(model: type[Model]) -> list[Field[Any, Any]]:
    """The fields that together name a row of this model everywhere.

    Raises:
        LookupError: there are none.
    """
    single = [field for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    names = [*[(field.name,) for field in single], *model._meta.unique_together]
    if not names:
        raise LookupError(f"{model._meta.label} has no field that names its rows everywhere: make one unique.")
    return [model._meta.get_field(name) for name in names[0]]  # type: ignore[misc]  # concrete ones alone are unique


def collection_names(collection: Collection) -> list[str]:
    """The names from below the root down to a collection; empty for the root itself."""
    return [ancestor.name for ancestor in collection.get_ancestors(inclusive=True) if ancestor.depth > 1]


def _part(instance: Model, field: Field[Any, Any]) -> str:
    value = getattr(instance, field.name)
    return key_of(value) if isinstance(value, Model) else field.value_to_string(instance)


def _hash(file: Any) -> str:
    """As Wagtail would compute it; rows made by programs may lack it.

    Raises:
        FileNotFoundError: the file is not where the row says.
    """
    with file.open_file() as stream:
        return str(hash_filelike(stream))
