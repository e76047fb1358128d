"""What lists can be filtered by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Facet:
    """Something lists can be filtered by: repeatable, OR within one facet, AND across facets.

    Args:
        name: the query parameter.
        values: the page's own values.
        choices: the closed vocabulary; any other value asked for is a 400. None: an open one.
    """

    name: str
    values: Callable[[Any], Iterable[str]]
    choices: frozenset[str] | None = None


def facet_values(page: Any, facets: Iterable[Facet]) -> Mapping[str, list[str]]:
    """The facets of one page, sorted, so that equal pages give equal bytes."""
    return {facet.name: sorted({str(value) for value in facet.values(page)}) for facet in facets}
