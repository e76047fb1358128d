"""What the API lists: made from the content types and the listed snippets, so that a new one needs no line here."""

from dataclasses import dataclass
from functools import cache
from itertools import chain

from cms.core.api_fields import ApiField, Facet
from cms.core.content_types import content_types_by_api_name, listed_models
from cms.core.models import ContentPage, Listed, ListedSnippet, SiteDetails
from cms.publications.models import Kind

Model = type[ContentPage] | type[Listed]


@dataclass(frozen=True)
class Shape:
    """The JSON of one model.

    Args:
        name: begins the names of its schemas.
        kind, type: the constants of its documents.
        fields: what stands behind the envelope.
        teaser_fields: what its teaser shows besides title and text.
    """

    name: str
    kind: str
    type: str
    fields: tuple[ApiField, ...]
    teaser_fields: tuple[ApiField, ...] = ()

    @property
    def expandable(self) -> list[str]:
        """The members that mention other documents."""
        return [field.name for field in self.fields if field.mentions]

    @property
    def teaser(self) -> str:
        """The name of the schema of its teasers."""
        return f"{self.name}Teaser" if self.teaser_fields else "Teaser"


@dataclass(frozen=True)
class Resource:
    """One type of documents.

    Args:
        name: in addresses.
        kind, shapes, facets: of what it lists.
        has_slugs: whether they can be asked for by slug.
        searched: whether search finds them.
    """

    name: str
    kind: str
    shapes: tuple[Shape, ...]
    facets: tuple[Facet, ...]
    has_slugs: bool
    searched: bool


SITE = Shape("Site", Kind.SITE, "site", SiteDetails.api_fields)


@cache
def resources() -> dict[str, Resource]:
    """Every listed type, by the name that is its address."""
    pages = {name: _resource(name, Kind.PAGE, *models) for name, models in content_types_by_api_name().items()}
    others = {model.api_name: _resource(model.api_name, model.document_kind, model) for model in listed_models()}
    return {**pages, **others}


def every_shape() -> list[Shape]:
    """Every shape that a document may have."""
    return [*chain.from_iterable(resource.shapes for resource in resources().values()), SITE]


def _resource(name: str, kind: str, *models: Model) -> Resource:
    shapes = tuple(_shape(name, kind, model) for model in models)
    facets = tuple(chain.from_iterable(model.facets for model in models))
    has_slugs = all(issubclass(model, ListedSnippet) for model in models)
    searched = not any(issubclass(model, Listed) and not model.searched for model in models)
    return Resource(name, kind, shapes, facets, has_slugs, searched)


def _shape(name: str, kind: str, model: Model) -> Shape:
    shown = model.teaser_fields if issubclass(model, ContentPage) else ()
    return Shape(model.__name__.removesuffix("Page"), kind, name, model.api_fields, shown)
