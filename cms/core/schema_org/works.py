"""Cited works, from their CSL-JSON."""

from collections.abc import Mapping
from typing import Any

from cms.core.csl import Kind, date_text
from cms.core.schema_org.nodes import Node, node

# What a kind of work is, and what it is a part of.
TYPES: dict[str, tuple[str, str]] = {
    Kind.ARTICLE: ("ScholarlyArticle", "Periodical"),
    Kind.BOOK: ("Book", "BookSeries"),
    Kind.CHAPTER: ("Chapter", "Book"),
    Kind.REPORT: ("Report", "CreativeWorkSeries"),
    Kind.THESIS: ("Thesis", "CreativeWorkSeries"),
    Kind.WEB_PAGE: ("WebPage", "WebSite"),
}
WITH_PAGES = frozenset({Kind.ARTICLE, Kind.CHAPTER, Kind.REPORT})


def work(reference: Any) -> Node:
    """A cited work, by its `csl`."""
    csl = reference.csl
    kind = csl.get("type", "")
    own, _ = TYPES.get(kind, ("CreativeWork", ""))
    return node(
        own,
        at=reference.url,
        name=csl.get("title"),
        author=[_author(name) for name in csl.get("author", [])],
        datePublished=date_text(csl),
        isPartOf=_whole(csl),
        pagination=csl.get("page") if kind in WITH_PAGES else None,
        publisher=node("Organization", name=csl["publisher"]) if csl.get("publisher") else None,
        isbn=reference.isbn if own == "Book" else None,
        identifier=[
            node("PropertyValue", propertyID=name, value=value)
            for name, value in (("DOI", reference.doi), ("PMID", reference.pmid))
            if value
        ],
    )


def _author(name: Mapping[str, str]) -> Node:
    if name.get("literal"):
        return node("Organization", name=name["literal"])
    family, given = name.get("family", ""), name.get("given", "")
    return node("Person", name=f"{given} {family}".strip(), familyName=family, givenName=given)


def _whole(csl: Mapping[str, Any]) -> Node | None:
    """What a work appeared in: an article in an issue, of a volume, of a periodical, as far as each is known."""
    _, container = TYPES.get(csl.get("type", ""), ("", "CreativeWork"))
    whole = node(container, name=csl["container-title"]) if csl.get("container-title") else None
    if container != "Periodical":
        return whole
    if csl.get("volume"):
        whole = node("PublicationVolume", volumeNumber=str(csl["volume"]), isPartOf=whole)
    if csl.get("issue"):
        whole = node("PublicationIssue", issueNumber=str(csl["issue"]), isPartOf=whole)
    return whole
