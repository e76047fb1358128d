"""`rich_text=markdown`: every rich text of a document as Markdown; which members those are, its type says."""

from collections.abc import Iterable, Mapping
from functools import cache

from cms.api.parameters import Parameter, one_of
from cms.api.resources import every_shape
from cms.api.variants.markdown import to_markdown
from cms.core.api_fields import Json, Schema

HTML, MARKDOWN = "html", "markdown"
RICH_TEXT = Parameter(
    name="rich_text",
    help="How rich text is written: `markdown` gives CommonMark, with tables as GitHub has them, wherever the schema "
    "says `text/html`. What Markdown cannot say stays as HTML inside it.",
    schema={"type": "string", "enum": [HTML, MARKDOWN], "default": HTML},
    read=lambda value: one_of([HTML, MARKDOWN])(value) == MARKDOWN,
    default=False,
)

# Where rich text stands in a value: below these members. Each block of a union has a branch for its type.
Places = dict[str, "Places"]
HERE: Places = {"": {}}
BY_TYPE = "type="


def with_markdown(document: Mapping[str, Json]) -> Json:
    """A document with Markdown in place of HTML."""
    return _converted(document, places_in_type(document["type"]))


@cache
def places_in_type(name: str) -> Places:
    """Where documents of a type have rich text, whichever of its shapes they have."""
    shapes = [shape for shape in every_shape() if shape.type == name]
    fields = [field for shape in shapes for field in (*shape.fields, *shape.teaser_fields)]
    return _united(_below(field.name, places(field.schema)) for field in fields)


def places(schema: Schema) -> Places:
    """Where values of a schema have rich text."""
    if schema.get("contentMediaType") == "text/html":
        return HERE
    if "discriminator" in schema:
        member = schema["discriminator"]["propertyName"]
        options = ((option["properties"][member]["const"], option) for option in schema["oneOf"])
        return _united(_below(f"{BY_TYPE}{name}", places(option)) for name, option in options)
    members = (_below(name, places(member)) for name, member in schema.get("properties", {}).items())
    others = map(places, (*schema.get("anyOf", ()), *filter(None, [schema.get("items")])))
    return _united((*members, *others))


def _below(name: str, inner: Places) -> Places:
    return {name: inner} if inner else {}


def _united(several: Iterable[Places]) -> Places:
    found: Places = {}
    for one in several:
        for name, inner in one.items():
            found[name] = _united((found.get(name, {}), inner))
    return found


def _converted(value: Json, where: Places) -> Json:
    if not where or value is None:
        return value
    if where == HERE:
        return to_markdown(value)
    if isinstance(value, list):
        return [_converted(item, where) for item in value]
    where = where.get(f"{BY_TYPE}{value.get('type')}", where)
    return {name: _converted(member, where.get(name, {})) for name, member in value.items()}
