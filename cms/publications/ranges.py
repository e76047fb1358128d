"""Lists read in order: for each audience a range of an index, and the first of all ranges merged.

Asked for several audiences at once, or for a facet, a database would sort all that fits to answer with the first of it:
no index has the documents of several audiences in one order. Where rows of facets lead, they have what lists are
ordered by themselves, so that a page is found in their index.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.db import connection
from django.db.models import Q, QuerySet

from cms.publications.models import Document

NEWEST = "published_at"


@dataclass(frozen=True)
class Order:
    """An order of lists: by one column, and by row where that is equal.

    Args:
        column: what it is by.
        descending: whether the highest comes first.
        key: how the row is named.
    """

    column: str
    descending: bool
    key: str = "pk"

    @classmethod
    def named(cls, name: str) -> Self:
        return cls(name.removeprefix("-"), name.startswith("-"))

    @property
    def reverse(self) -> "Order":
        return Order(self.column, not self.descending, self.key)

    @property
    def of_facets(self) -> "Order":
        """The same order, of rows of facets."""
        return Order(f"facet_rows__{self.column}", self.descending, "facet_rows__document")

    @property
    def columns(self) -> tuple[str, str]:
        sign = "-" if self.descending else ""
        return f"{sign}{self.column}", f"{sign}{self.key}"

    def beyond(self, value: Any, key: int) -> Q:
        """What comes after a row; the first condition is implied, and is what an index can seek to."""
        comparison = "lt" if self.descending else "gt"
        return Q(**{f"{self.column}__{comparison}e": value}) & (
            Q(**{f"{self.column}__{comparison}": value}) | Q(**{f"{self.key}__{comparison}": key})
        )


NEWEST_FIRST = Order(NEWEST, descending=True)


@dataclass(frozen=True)
class Leading:
    """A facet whose rows a list is read from.

    Args:
        name, value: the facet that all of them have.
        known: conditions that they fulfil, by look-up: of audience, type and time of publication.
    """

    name: str
    value: str
    known: Mapping[str, Any] = field(default_factory=dict)

    def condition(self, audience: str) -> dict[str, Any]:
        """What finds the rows, and through them the documents."""
        asked = {"name": self.name, "value": self.value, "audience": audience, **self.known}
        return {f"facet_rows__{lookup}": value for lookup, value in asked.items()}


@dataclass(frozen=True)
class Ranges:
    """A list that can be read from its beginning or from a row.

    Args:
        documents: all that is on it, behind the gate; of `leading`, nothing need be asked for again.
        audiences: whose documents it has.
        leading: a facet that all on it have, where it is ordered by when they were published.
    """

    documents: QuerySet[Document, Any]
    audiences: Collection[str]
    leading: Leading | None = None

    def of(self, documents: QuerySet[Document, Any]) -> "Ranges":
        """The same of its documents narrowed further, or read in another form."""
        return replace(self, documents=documents)

    def first(self, number: int, order: Order = NEWEST_FIRST, beyond: tuple[Any, int] | None = None) -> Any:
        """The first so many of the list, or of what comes beyond a row.

        Args:
            number: how many.
            order: of the list.
            beyond: the value of the order's column and the primary key of that row.
        """
        ranges = [self._range(audience, order, beyond) for audience in sorted(self.audiences)]
        if len(ranges) == 1:
            return ranges[0][:number]
        if connection.features.supports_slicing_ordering_in_compound:
            parts = [one[:number] for one in ranges]
        else:
            parts = [one.order_by() for one in ranges]
        return parts[0].union(*parts[1:], all=True).order_by(*order.columns)[:number]

    def _range(self, audience: str, order: Order, beyond: tuple[Any, int] | None) -> QuerySet[Document, Any]:
        where: dict[str, Any] = {"audience": audience}
        if self.leading:
            where, order = {**where, **self.leading.condition(audience)}, order.of_facets
        condition = order.beyond(*beyond) if beyond else Q()
        return self.documents.filter(condition, **where).order_by(*order.columns)
