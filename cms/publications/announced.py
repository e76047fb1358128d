"""What is announced, for those who read documents alone: the types of page that feeds and channels tell of."""

from functools import cache

from cms.core.api_fields import Facet
from cms.core.content_types import content_types


@cache
def announced_types() -> dict[str, tuple[Facet, ...]]:
    """The API name of every type whose pages are announced, with its facets."""
    named: dict[str, tuple[Facet, ...]] = {}
    for model in content_types():
        if model.announces:
            named[model.api_name] = (*named.get(model.api_name, ()), *model.facets)
    return named
