"""How lists are narrowed. A new filter is one line in `FILTERS`, or one facet on a content type."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Q

from cms.api.parameters import TEXT, Parameter, moment, one_of, text
from cms.core.api_fields import Facet, Schema
from cms.publications.facets import having
from cms.publications.models import Document

MOMENT: Schema = {"type": "string", "format": "date-time"}
COMPARED = ("kind", "type", "access", "locale", "path", "title", "version", "published_at", "updated_at")
LOCALES = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


@dataclass(frozen=True, kw_only=True)
class Filter(Parameter):
    """A query parameter that narrows a list.

    Args:
        condition: what it asks of a document, given the parameter's value.
        of_rows: the look-up that asks the same of the rows of facets, where they know it.
    """

    condition: Callable[[Any], Q]
    of_rows: str = ""

    def fits(self, document: Document, value: Any) -> bool:
        """Whether it asks for a document that is stored nowhere."""
        return self.condition(value).check({name: getattr(document, name) for name in COMPARED})


@dataclass(frozen=True, kw_only=True)
class FacetFilter(Filter):
    """Narrows a list to what has one of several values of a facet."""

    def fits(self, document: Document, value: Any) -> bool:
        return not set(value).isdisjoint(document.facets.get(self.name, ()))


def lookup(name: str) -> Callable[[Any], Q]:
    """The condition that an ordinary Django look-up makes."""
    return lambda value: Q(**{name: value})


def choice_filter(name: str, choices: Iterable[str], about: str, condition: Callable[[Any], Q] | None = None) -> Filter:
    """Narrows to any of several words of a closed vocabulary; without a `condition`, to equal columns."""
    condition = condition or lookup(f"{name}__in")
    return Filter(name=name, help=about, repeatable=True, condition=condition, **closed(choices))


def closed(choices: Iterable[str]) -> dict[str, Any]:
    """How a word of a closed vocabulary is described and read."""
    allowed = sorted(choices)
    return {"schema": {"type": "string", "enum": allowed}, "read": one_of(allowed)}


def at_path(path: str) -> Q:
    """What stands at a path: pages end with a slash, redirects do not, and readers write either."""
    return Q(path__in={path, path.rstrip("/") or "/"})


FILTERS = (
    Filter(
        name="path",
        help="Only what stands at this path.",
        schema=TEXT,
        read=text,
        condition=at_path,
    ),
    choice_filter("locale", LOCALES, "Only these languages; repeat it for several."),
    Filter(
        name="published_after",
        help="Only what was first published later than this.",
        schema=MOMENT,
        read=moment,
        condition=lookup("published_at__gt"),
        of_rows="published_at__gt",
    ),
    Filter(
        name="published_before",
        help="Only what was first published earlier than this.",
        schema=MOMENT,
        read=moment,
        condition=lookup("published_at__lt"),
        of_rows="published_at__lt",
    ),
    Filter(
        name="updated_after",
        help="Only what changed later than this.",
        schema=MOMENT,
        read=moment,
        condition=lookup("updated_at__gt"),
    ),
)


def facet_filters(facets: Iterable[Facet]) -> list[Filter]:
    """One filter for each facet name; facets of one name on several types share it."""
    named: dict[str, list[Facet]] = {}
    for facet in facets:
        named.setdefault(facet.name, []).append(facet)
    return [_facet_filter(name, alike) for name, alike in sorted(named.items())]


def _facet_filter(name: str, alike: list[Facet]) -> Filter:
    about = f"Only with this {name.replace('_', ' ')}; repeat it for any of several."
    form: dict[str, Any] = {"schema": TEXT, "read": text}
    if all(facet.choices is not None for facet in alike):
        form = closed({choice for facet in alike for choice in facet.choices or ()})
    return FacetFilter(name=name, help=about, repeatable=True, condition=partial(having, name), **form)
