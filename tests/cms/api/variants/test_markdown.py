"""Rich text as Markdown, judged by a renderer of CommonMark that is not ours."""

from collections.abc import Iterator
from html import escape

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cms.api.variants.markdown import to_markdown

COMMONMARK = MarkdownIt("commonmark").enable("table")
SAME = {"strong": "b", "em": "i"}
TEXTS = st.text(st.sampled_from("ab1 .-+=#>*_`[]()<&;!~|\\\n:/"), min_size=1, max_size=6).map(escape)


def inside(*names: str) -> st.SearchStrategy[str]:
    """Inline markup inside one of these tags."""
    parts = st.lists(INLINE, min_size=1, max_size=3).map("".join)
    return st.tuples(st.sampled_from(names), parts).map(lambda part: f"<{part[0]}>{part[1]}</{part[0]}>")


def items(nested: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A list whose items may have another below their text."""
    points = st.tuples(inside("li"), nested).map(lambda part: part[0].replace("</li>", f"{part[1]}</li>"))
    inner = st.lists(points, min_size=1, max_size=3).map("".join)
    return st.tuples(st.sampled_from(["ul", "ol"]), inner).map(lambda part: f"<{part[0]}>{part[1]}</{part[0]}>")


INLINE = st.deferred(
    lambda: (
        TEXTS
        | TEXTS
        | st.just("<br/>")
        | TEXTS.map(lambda text: f'<a href="/x_(y)/?a=1&amp;b=2">{text}</a>')
        | inside("b", "strong", "i", "em", "sup")
    )
)
BLOCKS = inside("p", "h2", "h3") | items(st.just("") | items(st.just("")))
RICH_TEXTS = st.lists(BLOCKS, min_size=1, max_size=3).map("".join)


def characters(tag: Tag, around: frozenset[str] = frozenset()) -> Iterator[tuple[str, frozenset[str]]]:
    """Every character that can be seen, and what it stands in."""
    for child in tag.children:
        if isinstance(child, Tag):
            name = SAME.get(child.name, child.name)
            seen = {f"a {child['href']}"} if name == "a" else {name}
            yield from characters(child, around if name == "p" and "li" in around else around | seen)
        else:
            yield from ((character, around) for character in str(child) if not character.isspace())


def seen_in(html: str) -> list[tuple[str, frozenset[str]]]:
    return list(characters(BeautifulSoup(html, "html.parser")))


@given(html=RICH_TEXTS)
def test_what_is_rendered_again_looks_the_same(html: str) -> None:
    """Whatever an editor writes, with all that Markdown would take for markup: each character stands in the same tags.

    Nothing in a text becomes a tag, so what is safe as HTML is safe as Markdown.
    """
    assert seen_in(COMMONMARK.render(to_markdown(html))) == seen_in(html)


@settings(max_examples=30)
@given(html=RICH_TEXTS)
def test_converting_again_changes_nothing(html: str) -> None:
    """Markdown that was rendered gives Markdown that shows the same."""
    once = COMMONMARK.render(to_markdown(html))
    assert seen_in(COMMONMARK.render(to_markdown(once))) == seen_in(once)


@pytest.mark.parametrize(
    "html, markdown",
    [
        ("<p><b>Note:</b> press <i>softly</i>.</p><p>Then rest.</p>", "**Note:** press *softly*.\n\nThen rest."),
        ("<p>A<br/>B</p>", "A\\\nB"),
        ('<p>See <a href="/a_b/?x=1&amp;y=2">there</a> and <a>here</a>.</p>', "See [there](/a_b/?x=1&y=2) and here."),
        ("<ul><li>One<ol><li>Two</li></ol></li><li>Three</li></ul>", "- One\n  1. Two\n- Three"),
        ("<ol><li>One</li></ol><ol><li>Other</li></ol>", "1. One\n\n<!-- -->\n\n1. Other"),
        ("<h2>Heading</h2><p>Text</p>", "## Heading\n\nText"),
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>x|y</td></tr></tbody></table>",
            "| A | B |\n| --- | --- |\n| 1 | x\\|y |",
        ),
        ('<p><img src="/i.png" alt="A [b]" width="2"></p>', "![A \\[b\\]](/i.png)"),
        ("<p>Shown.<sup>1</sup> H<sub>2</sub>O</p>", "Shown.<sup>1</sup> H<sub>2</sub>O"),
        ('<table><tr><td colspan="2">A</td></tr></table>', '<table><tr><td colspan="2">A</td></tr></table>'),
        ("<table><tr><td>A</td></tr></table>", "<table><tr><td>A</td></tr></table>"),
        ("<p>un<b>believ</b>able</p>", "un<b>believ</b>able"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "\\<script\\>alert(1)\\</script\\>"),
        ("", ""),
    ],
)
def test_what_readers_know_is_written_as_they_know_it(html: str, markdown: str) -> None:
    """Emphasis, links, lists, headings and tables are Markdown; what Markdown lacks stays as HTML in its place."""
    assert to_markdown(html) == markdown
