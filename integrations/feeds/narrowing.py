"""How a feed is narrowed: by type, locale and every facet of what is announced, as the lists of the API are."""

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from cms.publications.announced import announced_types
from cms.publications.models import Document, DocumentFacet

Wanted = dict[str, list[str]]
COLUMNS = ("type", "locale")
LONGEST = 255


class Unusable(ValueError):
    """Query parameters that cannot be used, each named in a line of its own."""


def wanted_by(query: QueryDict) -> Wanted:
    """The values asked for, by parameter, sorted, so that equal questions are equal.

    Raises:
        Unusable: a parameter is unknown, or a value is not in its closed vocabulary.
    """
    known = vocabularies()
    wanted = {name: sorted(set(values)) for name, values in sorted(query.lists())}
    if faults := [fault for name, values in wanted.items() if (fault := _fault(name, values, known))]:
        raise Unusable("\n".join(faults))
    return wanted


def narrowed(documents: QuerySet[Document], wanted: Wanted) -> QuerySet[Document]:
    """The documents that fit: any one value of a parameter, but every parameter."""
    for name, values in wanted.items():
        if name in COLUMNS:
            documents = documents.filter(**{f"{name}__in": values})
        else:
            fitting = DocumentFacet.objects.filter(document=OuterRef("pk"), name=name, value__in=values)
            documents = documents.filter(Exists(fitting))
    return documents


def vocabularies() -> dict[str, frozenset[str] | None]:
    """Every parameter with the values it may have; None where any text may be one."""
    types = announced_types()
    known: dict[str, frozenset[str] | None] = {}
    for facet in (facet for facets in types.values() for facet in facets):
        before = known.get(facet.name, frozenset())
        known[facet.name] = None if before is None or facet.choices is None else before | facet.choices
    locales = frozenset(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)
    return {**known, "type": frozenset(types), "locale": locales}


def _fault(name: str, values: list[str], known: dict[str, frozenset[str] | None]) -> str:
    if name not in known:
        return f"{name}: unknown here. Known are: {', '.join(sorted(known))}."
    choices = known[name]
    if choices is not None:
        return "" if choices.issuperset(values) else f"{name}: must be one of: {', '.join(sorted(choices))}."
    fits = all(value and len(value) <= LONGEST and "\x00" not in value for value in values)
    return "" if fits else f"{name}: must be a text of 1 to {LONGEST} characters."
