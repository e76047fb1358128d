"""`fields=`: an answer with some of its members only."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial

from cms.api.components import component
from cms.api.parameters import TEXT, Parameter, text
from cms.core.api_fields import Json, Schema

Tree = dict[str, "Tree"]

# By these an object is known, and one block from another; what `expand=` embeds was asked for by name.
EXPANDED = "expanded"
KEPT = frozenset({"id", "type", EXPANDED})
MOST_PLACES = 3


def fields_parameter(schema: Callable[[], Schema]) -> Parameter:
    """The parameter that narrows documents.

    Args:
        schema: of a whole document.
    """
    return Parameter(
        name="fields",
        help="Only these members, with commas between them; a dot leads into a member, also through lists and blocks: "
        "`title,authors.name,body.value`. `id` and `type` always stay.",
        schema={"type": "array", "minItems": 1, "items": {**TEXT, "examples": ["title"]}},
        # A site asks for the same members again and again.
        read=lru_cache(maxsize=256)(partial(read_fields, schema)),
    )


def read_fields(schema: Callable[[], Schema], value: str) -> Tree:
    """The members named, as a tree; a member without branches is whole.

    Raises:
        ValueError: naming each that no document has, and what there is in its place.
    """
    paths = [path.split(".") for path in text(value).split(",")]
    known = {"": members(schema())}
    astray = dict.fromkeys(step for path in paths if (step := first_unknown(path, known)))
    if astray:
        raise ValueError(" ".join(refusals(astray, known)))
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


def first_unknown(path: list[str], known: dict[str, Mapping[str, Schema]]) -> tuple[str, str] | None:
    """The first step of a path that leads nowhere, after the place it would lead on from; None when all are known.

    Args:
        path: names of members.
        known: what there is inside each place that was looked into; gathers more on the way.
    """
    where = ""
    for name in path:
        # What is embedded embeds nothing.
        if name not in known[where] or (name == EXPANDED and EXPANDED in where.split(".")):
            return where, name
        schema, where = known[where][name], below(where, name)
        known[where] = known.get(where) or members(schema)
    return None


def refusals(astray: Iterable[tuple[str, str]], known: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Which members there are not, and what there is in the first places where they were sought."""
    yield f"There is no {', '.join(f'“{below(*step)}”' for step in astray)}."
    for where in list(dict.fromkeys(where for where, _name in astray))[:MOST_PLACES]:
        there = ", ".join(sorted(known[where]))
        yield f"{f'Inside “{where}”' if where else 'Here'} there {f'are: {there}' if there else 'is nothing'}."


def below(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
