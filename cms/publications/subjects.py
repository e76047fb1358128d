"""The objects that documents present: pages, sites and what sites list besides."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model
from wagtail.models import Page, Site

from cms.core.content_types import listed_models
from cms.publications.models import Kind


@dataclass(frozen=True, order=True)
class Subject:
    """One object by kind and primary key; it may exist no longer."""

    kind: str
    object_id: str

    def load(self) -> Any | None:
        """The object as the database has it now, most specific, or None when it is gone."""
        instance = models_by_kind()[self.kind]._default_manager.filter(pk=self.object_id).first()
        return instance.specific if isinstance(instance, Page) else instance


@cache
def models_by_kind() -> dict[str, type[Model]]:
    """The model of each kind; what is listed names its kind itself."""
    listed = {model.document_kind: model for model in listed_models()}
    return {Kind.PAGE.value: Page, Kind.SITE.value: Site, **listed}


@cache
def kind_of(model: type[Model]) -> str | None:
    """The kind of documents that present rows of this model; None when there are none."""
    concrete = {kind: presented._meta.concrete_model or presented for kind, presented in models_by_kind().items()}
    return next((kind for kind, presented in concrete.items() if issubclass(model, presented)), None)


def every_subject() -> Iterator[Subject]:
    """Every object that exists and could have a document."""
    for kind, model in models_by_kind().items():
        for pk in model._default_manager.order_by("pk").values_list("pk", flat=True).iterator():
            yield Subject(kind, str(pk))
