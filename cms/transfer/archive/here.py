"""The rows of this installation, by the references of archives."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

from cms.transfer.archive.identity import family, key_of, travels

PAGE = Page._meta.label_lower


def page_reference(uid: str) -> str:
    return f"{PAGE}/{uid}"


def model_named(label: str) -> type[Model] | None:
    """The model of a label, when it is one that archives have rows of."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    return model if travels(model) else None


class Here:
    """Primary keys by reference, read once for each family and added to."""

    def __init__(self) -> None:
        self._families: dict[str, dict[str, Any]] = {}

    def pk(self, reference: str) -> Any | None:
        """The primary key of a row; None when it is not here."""
        return self._family(reference).get(reference)

    def add(self, reference: str, pk: Any) -> None:
        self._family(reference)[reference] = pk

    def _family(self, reference: str) -> dict[str, Any]:
        label = reference.partition("/")[0]
        if label not in self._families:
            model = model_named(label)
            self._families[label] = _index(model) if model else {}
        return self._families[label]


def _index(model: type[Model]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    rows = model._default_manager.select_related("locale") if model is Page else model._default_manager.all()
    for row in rows.order_by("pk"):
        try:
            found.setdefault(f"{model._meta.label_lower}/{key_of(row)}", row.pk)
        except FileNotFoundError:
            continue  # a picture whose file is lost is like no other
    return found


class Inward:
    """References to primary keys; remembers which are not here, and what no model here knows."""

    def __init__(self, resolve: Callable[[str], Any | None]) -> None:
        self.resolve = resolve
        self.missing: set[str] = set()
        self.strange: set[str] = set()

    def key(self, model: type[Model], value: Any) -> Any | None:
        """The primary key of a row of this model; None when there is none."""
        belongs = str(value).startswith(f"{family(model)._meta.label_lower}/")
        pk = self.resolve(value) if belongs else None
        if pk is None or not self._is_of_type(model, pk):
            self.missing.add(str(value))
            return None
        return pk

    def unknown(self, what: str) -> None:
        self.strange.add(what)

    def _is_of_type(self, model: type[Model], pk: Any) -> bool:
        """Whether a page is of the type that is asked for; their references do not say."""
        return model is family(model) or pk == TO_COME or model._default_manager.filter(pk=pk).exists()


TO_COME = -1
"""The primary key of a row that the archive brings, while nothing is written yet."""
