"""Every question that can be put to an address: each parameter that it describes, with what it may be."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from cms.api.operations import UNDESCRIBED, Operation
from cms.api.parameters import TEXT
from cms.api.variants.narrowing import members
from integrations.feeds.narrowing import vocabularies
from integrations.feeds.views import feed

if TYPE_CHECKING:
    from tests.flows.gate.doors import Known

Texts = list[str]
# What the word begins with: it finds the word, and is not the word.
BEGINNING = "canary"
WHEN = ["2020-01-01", "2096-01-01"]


def questions(view: Any, known: "Known") -> Texts:
    """The queries for a view, one parameter each, with those that it must have."""
    operation = operation_of(view)
    asked = feed_values(known) if view is feed else {p.name: values(p, operation, known) for p in operation.parameters}
    needed = [(p.name, (asked[p.name] or [BEGINNING])[0]) for p in operation.parameters if p.required]
    pairs = [(name, value) for name, several in asked.items() for value in several]
    return list(dict.fromkeys(urlencode({**dict(needed), name: value}, doseq=True) for name, value in pairs))


def operation_of(view: Any) -> Operation:
    """What an address of the API says that it offers."""
    of_class: Operation = getattr(getattr(view, "view_class", None), "operation", UNDESCRIBED)
    given: dict[str, Operation] = getattr(view, "view_initkwargs", {})
    return given.get("operation", of_class)


def feed_values(known: "Known") -> dict[str, list[Any]]:
    """How feeds are narrowed."""
    return {name: [sorted(v)] if v else known.facets.get(name, []) for name, v in vocabularies().items()}


def values(parameter: Any, operation: Operation, known: "Known") -> list[Any]:
    """What a parameter can be: all words of a closed vocabulary, or what is known.

    A list of words in one value is asked for whole; so are the values of a parameter that may be repeated.
    """
    schema = parameter.schema
    if parameter.name in ASKED:
        return ASKED[parameter.name](known)[: None if parameter.required else 1]
    if parameter.name == "fields":
        return [",".join(shown_by(operation))]
    if "enum" in schema.get("items", {}):
        return [",".join(schema["items"]["enum"])]
    if "enum" in schema:
        return [schema["enum"]] if parameter.repeatable else schema["enum"]
    if schema.get("format") == "date-time":
        return WHEN
    if schema["type"] == "integer":
        return [schema["minimum"]]
    assert schema == TEXT, f"{parameter.name}: say what a stranger could ask with"
    return known.facets.get(parameter.name, [])


def shown_by(operation: Operation) -> Iterable[str]:
    """The members of what an operation answers with, or of each item of its list."""
    whole = members(operation.schema())
    return members(whole["items"]) if any(p.name == "limit" for p in operation.parameters) else whole


ASKED: dict[str, Callable[["Known"], list[Any]]] = {
    "q": lambda known: [BEGINNING, *known.facets.get("point", [])],
    "path": lambda known: known.paths,
    "site": lambda _known: ["localhost"],
    "cursor": lambda _known: ["made-up"],
    "since": lambda _known: ["made-up"],
}
