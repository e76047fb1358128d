"""Markdown in answers: in every rich text and nowhere else."""

from itertools import product
from typing import Any

from django.core.management import call_command
from django.test import Client

from cms.api.part_components import PART
from cms.api.resources import Shape, every_shape
from cms.api.variants.rich_text import HERE, places
from cms.core.api_fields import Schema
from cms.publications.models import Document
from tests.cms.api.factories import document
from tests.cms.content import article, published

BODY: list[dict[str, Any]] = [
    {"type": "paragraph", "id": "a", "value": "<p>At <b>length</b>.</p>"},
    {"type": "warning", "id": "b", "value": {"heading": "<b>Plain</b>", "text": "<p>Take <i>care</i>.</p>"}},
    {"type": "quote", "id": "c", "value": {"text": "<i>Plain</i>", "source": None}},
]


def test_rich_text_becomes_markdown(client: Client) -> None:
    """In blocks of text and in parts of blocks; plain text that looks like HTML stays as it is."""
    uid = document(content={"body": BODY, "summary": "<b>Plain</b>"}).uid
    answer = client.get(f"/api/v1/articles/{uid}/?rich_text=markdown")
    shown = answer.json()
    assert (answer["Content-Type"], shown["summary"]) == ("application/json", "<b>Plain</b>")
    assert shown["body"] == [
        {**BODY[0], "value": "At **length**."},
        {**BODY[1], "value": {"heading": "<b>Plain</b>", "text": "Take *care*."}},
        BODY[2],
    ]


def test_lists_have_markdown_too(client: Client) -> None:
    """Members of summaries are converted, deep inside and null ones included; together with narrowing."""
    document(type="authors", content={"person": {"name": "Ada", "biography": "<p><i>Tall</i>.</p>"}})
    document(type="authors", content={"person": None})
    answer = client.get("/api/v1/authors/?rich_text=markdown&fields=person.biography")
    people = [item["person"] for item in answer.json()["items"]]
    assert (answer["Content-Type"], people) == (PART, [None, {"biography": "*Tall*."}])


def test_html_is_what_is_stored(client: Client) -> None:
    """Asking for HTML is asking for nothing: the same bytes and the same ETag."""
    stored = document()
    answer = client.get(f"/api/v1/articles/{stored.uid}/?rich_text=html")
    assert (answer.content, answer["ETag"]) == (bytes(stored.body), f'"{stored.etag}"')


def test_markdown_has_an_etag_of_its_own(client: Client) -> None:
    """It differs from that of the HTML, and what is held is not sent again."""
    address = f"/api/v1/articles/{document(content={'body': BODY}).uid}/"
    held = client.get(f"{address}?rich_text=markdown")["ETag"]
    assert held != client.get(address)["ETag"]
    assert client.get(f"{address}?rich_text=markdown", headers={"if-none-match": held}).status_code == 304


def test_other_ways_of_writing_are_refused(client: Client) -> None:
    """The refusal says which there are."""
    (error,) = client.get("/api/v1/articles/?rich_text=latex").json()["errors"]
    assert error == {"parameter": "rich_text", "detail": "Must be one of: html, markdown."}


def test_shapes_of_one_type_agree_where_rich_text_stands() -> None:
    """A member of two shapes that share a list is rich text in both or in neither, for documents name no shape."""
    shapes = every_shape()
    for one, other in product(shapes, shapes):
        if one.type == other.type:
            theirs = paths(other)
            assert all(theirs.get(path, rich) == rich for path, rich in paths(one).items()), (one, other)


def paths(shape: Shape) -> dict[str, bool]:
    """Every member of a shape, with the way to it, and whether it is rich text."""
    found: dict[str, bool] = {}
    for field in (*shape.fields, *shape.teaser_fields):
        found |= walked(field.schema, field.name)
    return found


def walked(schema: Schema, path: str) -> dict[str, bool]:
    found = {path: places(schema) == HERE}
    kind = schema.get("properties", {}).get("type", {}).get("const")
    for name, member in schema.get("properties", {}).items():
        found |= walked(member, f"{path}.{kind or ''}{name}")
    for inner in (*schema.get("oneOf", ()), *schema.get("anyOf", ()), *filter(None, [schema.get("items")])):
        found |= walked(inner, f"{path}[]") if inner.get("type") != "null" else {}
    return found


def test_a_published_page_is_converted(client: Client) -> None:
    """From what an editor wrote to the answer: what the schema of the type calls HTML is Markdown."""
    published(article(body=[("paragraph", "<p>A <b>bold</b> word.</p>")]))
    call_command("reconcile_publications", verbosity=0)
    stored = Document.objects.get(type="articles")
    shown = client.get(f"/api/v1/articles/{stored.uid}/?rich_text=markdown").json()
    assert [block["value"] for block in shown["body"]] == ["A **bold** word."]
