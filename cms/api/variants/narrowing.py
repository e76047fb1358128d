"""`fields=`: an answer with some of its members only."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from cms.api.components import component
from cms.api.parameters import Parameter, text
from cms.core.api_fields import Json, Schema

Tree = dict[str, "Tree"]

# By these an object is known, and one block from another; what `expand=` embeds was asked for by name.
KEPT = frozenset({"id", "type", "expanded"})


def fields_parameter(schema: Callable[[], Schema]) -> Parameter:
    """The parameter that narrows documents.

    Args:
        schema: of a whole document.
    """
    return Parameter(
        name="fields",
        help="Only these members, with commas between them; a dot leads into a member, also through lists and blocks: "
        "`title,authors.name,body.value`. `id` and `type` always stay.",
        schema={"type": "array", "items": {"type": "string"}},
        # A site asks for the same members again and again.
        read=lru_cache(maxsize=256)(partial(read_fields, schema)),
    )


def read_fields(schema: Callable[[], Schema], value: str) -> Tree:
    """The members named, as a tree; a member without branches is whole.

    Raises:
        ValueError: naming each that no document has, and what there is in its place.
    """
    paths = [path.split(".") for path in text(value).split(",")]
    problems = [problem for path in paths if (problem := _problem(path, schema()))]
    if problems:
        raise ValueError(" ".join(dict.fromkeys(problems)))
    return tree_of(paths)


def tree_of(paths: Iterable[list[str]]) -> Tree:
    """Paths as a tree; one that leads to a whole member says more than any that leads into it."""
    tree: Tree = {}
    for path in sorted(paths, key=len, reverse=True):
        *above, name = path
        branch = tree
        for step in above:
            branch = branch.setdefault(step, {})
        branch[name] = {}
    return tree


def narrowed(value: Json, tree: Tree) -> Json:
    """A value with the members that a tree names."""
    if isinstance(value, list):
        return [narrowed(item, tree) for item in value]
    if not tree or not isinstance(value, dict):
        return value
    return {name: narrowed(member, tree.get(name, {})) for name, member in value.items() if name in KEPT | tree.keys()}


def members(schema: Schema) -> Mapping[str, Schema]:
    """What an object of this schema may have inside, whichever of its alternatives it is, or each item of a list."""
    found: dict[str, list[Schema]] = {}
    for alternative in _objects(schema):
        for name, member in alternative.get("properties", {}).items():
            alike = found.setdefault(name, [])
            alike += [member] if member not in alike else []
    return {name: {"anyOf": alike} for name, alike in found.items()}


def _objects(schema: Schema) -> Iterable[Schema]:
    if "$ref" in schema:
        schema = component(schema["$ref"])
    yield schema
    for inner in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *filter(None, [schema.get("items")])):
        yield from _objects(inner)


def _problem(path: list[str], schema: Schema) -> str:
    for depth, name in enumerate(path):
        inside: Mapping[str, Any] = members(schema)
        if name not in inside:
            where, there = ".".join(path[:depth]), ", ".join(sorted(inside))
            known = f"{f'Inside “{where}”' if where else 'Here'} there {f'are: {there}' if there else 'is nothing'}."
            return f"There is no “{'.'.join(path[: depth + 1])}”. {known}"
        schema = inside[name]
    return ""
