"""What lists can be filtered by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cms.core.api_fields.contract import Rendering


@dataclass(frozen=True)
class Facet:
    """Something lists can be filtered by: repeatable, OR within one facet, AND across facets.

    Args:
        name: the query parameter.
        values: the page's own values.
        choices: the closed vocabulary; any other value asked for is a 400. None: an open one.
    """

    name: str
    values: Callable[[Any], Iterable[Any]]
    choices: frozenset[str] | None = None

    def read(self, page: Any, rendering: Rendering) -> list[str]:
        """The values that a rendering's audience may know of, sorted, so that equal pages give equal bytes."""
        return sorted({str(value) for value in self.values(page)})


@dataclass(frozen=True)
class PageFacet(Facet):
    """A facet whose values stand for other pages: those that the audience may not see have none.

    Args:
        values: the other pages.
        value: the value that stands for one of them.
    """

    value: Callable[[Any], str] = str

    def read(self, page: Any, rendering: Rendering) -> list[str]:
        return sorted({self.value(other) for other in self.values(page) if rendering.link(other) is not None})


def facet_values(page: Any, facets: Iterable[Facet], rendering: Rendering) -> Mapping[str, list[str]]:
    """The facets of one page, as one audience may know them."""
    return {facet.name: facet.read(page, rendering) for facet in facets}
