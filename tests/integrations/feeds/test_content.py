"""The running text of a document as HTML."""

from typing import Any

import pytest

from cms.articles.models import ArticlePage
from integrations.feeds.content import FOLDER, html_of
from tests.integrations.feeds.posts import paragraph

URL = "https://www.example.org/a/b/"
RICH = "<p>So <b>it</b> is.</p>"
PAGES = {"heading": "More", "pages": [{"title": "Other", "url": "https://www.example.org/o/"}]}
CLAIM = {"statement": "It <helps>.", "status_label": "Limited: a little", "explanation": RICH}
BLOCKS: list[tuple[str, Any, list[str]]] = [
    ("heading", {"text": "A & B", "level": "2"}, ["<h2>A &amp; B</h2>"]),
    ("heading", {"text": "Part", "level": "3"}, ["<h3>Part</h3>"]),
    ("paragraph", RICH, [RICH]),
    ("inset", RICH, [f"<aside>{RICH}</aside>"]),
    ("warning", {"heading": "Careful", "text": RICH}, ["<h2>Careful</h2>", RICH]),
    ("care_card", {"level": "emergency", "heading": "Numb", "text": RICH}, ["Call for help now: Numb", RICH]),
    ("care_card", {"level": "urgent", "heading": "Fever", "text": RICH}, ["Get help today: Fever"]),
    ("care_card", {"level": "non-urgent", "heading": "Weeks", "text": RICH}, ["See a clinician: Weeks"]),
    ("do", {"heading": None, "items": ["Rest"]}, ["<h2>Do</h2>", "<li>Rest</li>"]),
    ("dont", {"heading": None, "items": ["Run"]}, ["<h2>Do not</h2>", "<li>Run</li>"]),
    ("dont", {"heading": "Never", "items": ["Run"]}, ["<h2>Never</h2>"]),
    ("quote", {"text": "I < you", "source": "Bo"}, ["<p>I &lt; you</p>", "<figcaption>Bo<"]),
    ("table", {"caption": "T", "columns": ["C"], "rows": [["1"]]}, ["<caption>T<", '<th scope="col">C<', "<td>1<"]),
    ("expander", {"summary": "Why", "text": RICH}, ["<h3>Why</h3>", RICH]),
    ("page_links", PAGES, ["<h2>More</h2>", '<a href="https://www.example.org/o/">Other</a>']),
    ("points", PAGES, ['<a href="https://www.example.org/o/">Other</a>']),
    ("references", [{"citation": "A work."}], ["<li>A work.</li>"]),
    ("claims", [CLAIM], ["<q>It &lt;helps&gt;.</q>", "<strong>Limited: a little</strong>", RICH]),
    ("image", {"image": {"src": "https://x.example/i.png", "alt": "Teal"}, "caption": "C"}, ['alt="Teal"', "C</fig"]),
    ("image", {"image": None, "caption": None}, ["<figure>"]),
]


def html(*blocks: dict[str, Any], **shown: Any) -> str:
    return html_of({"url": URL, "body": list(blocks), **shown})


@pytest.mark.parametrize("kind, value, expected", BLOCKS)
def test_every_kind_of_block_is_shown(kind: str, value: Any, expected: list[str]) -> None:
    """Rich text as it is, plain text escaped."""
    found = html({"type": kind, "id": "1", "value": value})
    assert [part for part in expected if part not in found] == []


def test_every_block_of_an_article_has_a_template() -> None:
    """A new kind of block that is forgotten here is pointed to, but not by us."""
    kinds = {name for name, _ in ArticlePage._meta.get_field("body").stream_block.child_blocks.items()}
    assert kinds - {kind for kind, _, _ in BLOCKS} == set()


def test_a_block_without_a_template_is_pointed_to() -> None:
    """Nobody takes a text with a gap for the whole."""
    found = html(paragraph("<p>Before.</p>"), {"type": "body_map", "id": "2", "value": {"area": "neck"}})
    assert f'<a href="{URL}">One part is shown on the page itself.</a>' in found
    assert "neck" not in found
    assert FOLDER not in found


def test_sources_and_disclaimer_close_the_text() -> None:
    """What a reader of health content must know travels with it."""
    found = html(paragraph(RICH), references=[{"citation": "A & B. 2020."}], disclaimer="No <advice>.")
    assert "<li>A &amp; B. 2020.</li>" in found
    assert "<p>No &lt;advice&gt;.</p>" in found


def test_red_flags_open_the_text() -> None:
    """When to get help comes before anything else."""
    flag = {"type": "care_card", "id": "1", "value": {"level": "emergency", "heading": "Numb", "text": RICH}}
    found = html(paragraph("<p>Press.</p>"), red_flags=[flag])
    assert 0 < found.index("Numb") < found.index("Press.")


@pytest.mark.parametrize("body", [None, [], "<p>Not blocks</p>"])
def test_what_has_no_running_text_has_none_here(body: Any) -> None:
    """A point has no body; its summary has to do."""
    assert html_of({"url": URL, "body": body, "disclaimer": "No advice."}) == ""


@pytest.mark.parametrize(
    "written, absolute",
    [
        ("#part", f"{URL}#part"),
        ("/path/?a=1&amp;b=2", "https://www.example.org/path/?a=1&amp;b=2"),
        ("https://other.example/x", "https://other.example/x"),
        ("mailto:ann@example.org", "mailto:ann@example.org"),
        ("http://[", "http://["),
    ],
)
def test_every_address_is_absolute(written: str, absolute: str) -> None:
    """Editors may write parts of a page and paths; a feed reader knows neither page nor site."""
    assert f'<a href="{absolute}">x</a>' in html(paragraph(f'<p><a href="{written}">x</a></p>'))


def test_text_that_looks_like_a_link_is_left_alone() -> None:
    """Only tags have addresses."""
    assert '&lt;a href="#x"&gt;' in html(paragraph('<p>&lt;a href="#x"&gt;</p>'))
