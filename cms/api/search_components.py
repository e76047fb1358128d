"""The JSON Schemas of what is found."""

from cms.api.resources import Resource, resources
from cms.api.schemas import NEIGHBOURS, STRING, WHOLE, record, ref
from cms.core.api_fields import Schema

MARKED = {**STRING, "contentMediaType": "text/html"}


def searched() -> tuple[Resource, ...]:
    """The resources whose documents search finds."""
    return tuple(resource for resource in resources().values() if resource.searched)


def results() -> Schema:
    return ref("SearchPage")


def suggestions() -> Schema:
    items = {"type": "array", "items": ref("DocumentLink")}
    return {"type": "object", "properties": {"items": items}, "required": ["items"]}


def search_page(summaries: Schema) -> Schema:
    """The component that `results` refers to.

    Args:
        summaries: what lists show of a document that search finds.
    """
    counted = record("FacetCount", "How many hits have a value.", value=STRING, count=WHOLE)
    page = record(
        "SearchPage",
        "A page of hits, the best first.",
        items={"type": "array", "items": _hit(summaries)},
        **NEIGHBOURS,
        count={**WHOLE, "description": "How many hits there are, among those that were looked at."},
        complete={"type": "boolean", "description": "Whether that is all; if not, there are more than were looked at."},
    )
    page["properties"]["facets"] = {
        "type": "object",
        "additionalProperties": {"type": "array", "items": counted},
        "description": "Only with `facets=`: how many of the hits have each value, by facet, the most frequent first.",
    }
    return page


def _hit(summaries: Schema) -> Schema:
    highlights = record(
        "Highlights",
        "Where the words stand: escaped HTML in which `<mark>` is the only tag.",
        title={**MARKED, "description": "The whole title."},
        text={**MARKED, "description": "The part of the summary and the text that has most of the words."},
    )
    return record("SearchHit", "A document that was found.", document=summaries, highlights=highlights)
