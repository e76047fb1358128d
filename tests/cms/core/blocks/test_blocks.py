import json
from typing import Any

import pytest
from wagtail.blocks import StreamValue

from cms.articles.models import ArticleBody
from cms.core.blocks import ContentStreamBlock
from cms.core.blocks.base import ApiBlock
from tests.cms.content import article, published, reference
from tests.cms.rendering import PlainRendering, assert_fits

BODY = ArticleBody()
PLAIN_BLOCKS = {
    "heading": {"text": "A section", "level": "2"},
    "paragraph": "<p>Text</p>",
    "quote": {"text": "Words", "source": ""},
    "inset": "<p>Aside</p>",
    "warning": {"heading": "Important", "text": "<p>Careful</p>"},
    "care_card": {"level": "urgent", "heading": "when it hurts", "text": "<p>Ask</p>"},
    "do": {"heading": "", "items": ["Move", "Rest"]},
    "dont": {"heading": "", "items": ["Stay in bed"]},
    "table": {
        "caption": "Numbers",
        "columns": [{"type": "text", "heading": "A"}, {"type": "text", "heading": "B"}],
        "rows": [{"values": ["1", ""]}],
    },
    "expander": {"summary": "More", "text": "<p>Detail</p>"},
}
PRESENTED = {
    "heading": {"id": "a-section", "text": "A section", "level": "2"},
    "paragraph": "rendered:<p>Text</p>",
    "quote": {"text": "Words", "source": None},
    "inset": "rendered:<p>Aside</p>",
    "warning": {"heading": "Important", "text": "rendered:<p>Careful</p>"},
    "care_card": {"level": "urgent", "heading": "when it hurts", "text": "rendered:<p>Ask</p>"},
    "do": {"heading": None, "items": ["Move", "Rest"]},
    "dont": {"heading": None, "items": ["Stay in bed"]},
    "table": {"caption": "Numbers", "columns": ["A", "B"], "rows": [["1", ""]]},
    "expander": {"summary": "More", "text": "rendered:<p>Detail</p>"},
}


def stream(*blocks: tuple[str, Any]) -> StreamValue:
    """A body as the database stores it."""
    return BODY.to_python([{"type": kind, "value": value, "id": f"id-{n}"} for n, (kind, value) in enumerate(blocks)])


def presented(value: StreamValue, rendering: PlainRendering | None = None) -> Any:
    """The body as JSON, which must fit its schema."""
    result = BODY.api_value(value, rendering or PlainRendering())
    assert_fits(result, BODY.api_schema())
    return result


@pytest.mark.parametrize("kind", PLAIN_BLOCKS)
def test_a_block_presents_its_value(kind: str) -> None:
    """Each block gives type, id and value, resolved through the rendering alone."""
    assert presented(stream((kind, PLAIN_BLOCKS[kind]))) == [{"type": kind, "id": "id-0", "value": PRESENTED[kind]}]


def test_blocks_keep_their_order_and_ids() -> None:
    """The JSON has the editor's order, and the ids that Wagtail stored."""
    result = presented(stream(*PLAIN_BLOCKS.items()))
    assert [(block["type"], block["id"]) for block in result] == [
        (kind, f"id-{n}") for n, kind in enumerate(PLAIN_BLOCKS)
    ]


def test_the_schema_is_a_union_told_apart_by_type() -> None:
    """Every block type is a titled member of one discriminated union."""
    items = BODY.api_schema()["items"]
    assert items["discriminator"] == {"propertyName": "type"}
    titles = {member["properties"]["type"]["const"]: member["title"] for member in items["oneOf"]}
    assert titles["paragraph"] == "ParagraphBlock"
    assert titles["points"] == "PointListBlock"
    assert len(set(titles.values())) == len(titles) == len(BODY.child_blocks)


@pytest.mark.parametrize("name, block", ContentStreamBlock().child_blocks.items())
def test_schemas_are_strict_enough_to_refuse_nonsense(name: str, block: ApiBlock) -> None:
    """No block's schema lets any value pass, and all are plain JSON."""
    schema = block.api_schema()
    assert schema.get("type") in {"object", "array", "string"}
    assert json.loads(json.dumps(schema)) == schema


def test_a_block_without_a_schema_fails_loudly() -> None:
    """Who forgets to describe a block hears of it when the schema is made."""
    with pytest.raises(NotImplementedError, match="ApiBlock"):
        ApiBlock().api_schema()


@pytest.mark.django_db
def test_links_follow_the_editor_and_the_audience() -> None:
    """Linked pages are stubs in order; those that the audience may not see are absent."""
    pages = [published(article()) for _ in range(3)]
    value = stream(("page_links", {"heading": "", "pages": [page.pk for page in reversed(pages)]}))
    hidden = [page.page_ptr for page in pages[1:2]]
    result = presented(value, PlainRendering(hidden=hidden))[0]["value"]
    assert [stub["title"] for stub in result["pages"]] == [pages[2].title, pages[0].title]


@pytest.mark.django_db
def test_a_page_that_is_gone_is_absent() -> None:
    """A link to a deleted page leaves no hole."""
    page = published(article())
    value = stream(("points", {"heading": "Press", "pages": [page.pk]}))
    page.delete()
    assert presented(value)[0]["value"] == {"heading": "Press", "pages": []}


@pytest.mark.django_db
def test_references_are_embedded() -> None:
    """A list of references holds each work's citation and identifiers."""
    work = reference(DOI="10.1234/x")
    result = presented(stream(("references", [work.pk])))[0]["value"]
    assert (result[0]["citation"], result[0]["doi"]) == (work.citation, "10.1234/x")
