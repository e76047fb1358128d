from typing import Any

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.core.fields import PROSE
from cms.transfer.html_body import Body
from cms.transfer.html_parser import parse
from cms.transfer.html_text import visible_text

ADDRESS = "https://old.example.org/about/team.html"


def read(html: str) -> Body:
    return Body(ADDRESS).read(parse(html))


def blocks(html: str) -> list[tuple[str, Any]]:
    return read(html).blocks


def paragraph(html: str) -> str:
    [(name, value)] = blocks(html)
    assert name == "paragraph"
    return str(value)


@pytest.mark.parametrize(
    "source, stored",
    [
        ("one<p>two<p>three", "<p>one</p><p>two</p><p>three</p>"),
        ("<div>one<div>two</div>three</div>", "<p>one</p><p>two</p><p>three</p>"),
        ("<p>a <strong>b <em>c</em></strong>  d", "<p>a <b>b </b><b><i>c</i></b> d</p>"),
        ("<p>one<br>two<br></p>", "<p>one<br/>two</p>"),
        ("<p>5 &lt; 6 &amp; &quot;7&quot;", "<p>5 &lt; 6 &amp; &quot;7&quot;</p>"),
        ("<p>10<sup>3</sup> H<sub>2</sub>O", "<p>10³ H₂O</p>"),
        ("<p>she said <q>no</q>", "<p>she said “no”</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol><li>a<ul><li>b</ul>c<li>d</ol>", "<ol><li>a<ul><li>b</li></ul></li><li>c</li><li>d</li></ol>"),
        ("<ul><ul><li>deep</ul><li>b</ul>", "<ul><li>deep</li><li>b</li></ul>"),
        ("<ul><li><p>a</p><p>b</p></ul>", "<ul><li>a<br/>b</li></ul>"),
        ("<dl><dt>term<dd>meaning</dl>", "<p><b>term</b></p><p>meaning</p>"),
        ("<pre>a\n  b</pre>", "<p>a<br/>b</p>"),
        ('<p dir="rtl">שלום עולם', "<p>שלום עולם</p>"),
        ("<p>a\x00b&#1;c\ud800", "<p>abc</p>"),
    ],
)
def test_prose_is_stored_as_the_editor_stores_it(source: str, stored: str) -> None:
    """Text, emphasis and lists keep their structure, in a form of which the editor loses no word."""
    assert paragraph(source) == stored
    converter = ContentstateConverter(features=PROSE)
    again = converter.to_database_format(converter.from_database_format(stored))
    assert visible_text(parse(again)) == visible_text(parse(stored))


@pytest.mark.parametrize(
    "href, stored",
    [
        ("other.html", "https://old.example.org/about/other.html"),
        ("//cdn.example.org/x?a=1&amp;b=2", "https://cdn.example.org/x?a=1&amp;b=2"),
        ("mailto:help@example.org", "mailto:help@example.org"),
        ("tel:+4412345", "tel:+4412345"),
    ],
)
def test_links_lead_where_they_led(href: str, stored: str) -> None:
    """A link is read from the address of its page."""
    assert paragraph(f'<a href="{href}">on</a>') == f'<p><a href="{stored}">on</a></p>'


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JaVa\tScript:alert(1)", "data:text/html,x", "vbscript:x", "#here", "http://[", " "]
)
def test_links_that_cannot_be_kept_are_text_and_told(href: str) -> None:
    """What would run a script, or leads nowhere, is no link; its text stays, and its address is reported."""
    body = read(f'<p><a href="{href}">the words</a>')
    assert body.blocks == [("paragraph", "<p>the words</p>")]
    assert [remark.text for remark in body.remarks] == ([href] if href.strip() else [])


def test_headings_are_sections_and_parts_of_sections() -> None:
    """The first two levels are sections, all below are parts; links in them are told."""
    assert blocks("<h2>One <b>bold</b></h2><h3>Two</h3><h5>Three</h5><h2></h2>") == [
        ("heading", {"text": "One bold", "level": "2"}),
        ("heading", {"text": "Two", "level": "3"}),
        ("heading", {"text": "Three", "level": "3"}),
    ]
    [remark] = read('<h2><a href="x">One</a></h2>').remarks
    assert remark.text == "x"


def test_a_heading_that_is_none_becomes_bold_text() -> None:
    """A heading too long for one, or inside a list, stays in its place as a paragraph."""
    long = "word " * 40
    assert paragraph(f"<h2>{long}</h2>") == f"<p><b>{long.strip()}</b></p>"
    assert paragraph("<ul><li><h3>a</h3>b</ul>") == "<ul><li><b>a</b><br/>b</li></ul>"


def test_pictures_keep_description_and_caption() -> None:
    """The caption of a figure goes with its picture; a picture inside a link or a list is not lost."""
    picture = {"image": "https://old.example.org/about/a.png", "alt": "A back", "caption": "Where it is"}
    assert blocks('<figure><img src=a.png alt="A back"><figcaption>Where it is</figcaption></figure>') == [
        ("image", picture)
    ]
    found = blocks('<ul><li>one<a href="b"><img src=a.png alt="A back"></a><li>two</ul>after')
    assert [name for name, _ in found] == ["paragraph", "image", "paragraph"]
    assert found[0][1] == "<ul><li>one</li><li>two</li></ul>"


def test_a_picture_without_description_is_told() -> None:
    """It is taken, and the report asks for the description; one that only counts visits is left out."""
    body = read('<img src=a.png><img src=count.gif width=1 height=1><img data-src="lazy.png" src="data:," alt=x>')
    assert [value["image"].rsplit("/")[-1] for _, value in body.blocks] == ["a.png", "lazy.png"]
    assert [remark.what for remark in body.remarks] == [
        "has no description: write one before you publish",
        "shows nothing, and is left out",
    ]


def test_quotations_name_their_source() -> None:
    """A quotation of text alone is a quotation; one with structure becomes ordinary text."""
    assert blocks("<blockquote><p>So it is.</p><cite>Somebody</cite></blockquote>") == [
        ("quote", {"text": "So it is.", "source": "Somebody"})
    ]
    assert paragraph("<blockquote>a<ul><li>b</ul></blockquote>") == "<p>a</p><ul><li>b</li></ul>"


def test_text_that_opens_stays_so() -> None:
    """What opens to text is kept; what opens to more stands open, under its name."""
    assert blocks("<details><summary>More</summary>All <b>of</b> it</details>") == [
        ("expander", {"summary": "More", "text": "<p>All <b>of</b> it</p>"})
    ]
    names = [name for name, _ in blocks("<details><summary>More</summary>a<h2>b</h2>c</details>")]
    assert names == ["paragraph", "paragraph", "heading", "paragraph"]


def test_tables_of_data_are_tables() -> None:
    """Head, caption and cells are kept; a cell over two rows stands in the first, and that is told."""
    body = read("<table><caption>C</caption><tr><th>A<th>B<tr><td rowspan=2>1<td>2<tr><td>3</table>")
    [(name, value)] = body.blocks
    assert (name, value["caption"]) == ("table", "C")
    assert [column["heading"] for column in value["columns"]] == ["A", "B"]
    assert [row["values"] for row in value["rows"]] == [["1", "2"], ["", "3"]]
    assert len(body.remarks) == 1


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>out<table><tr><td>in<td>side</table></table>",
        "<table role=presentation><tr><td>out<td>in<tr><td>side</table>",
        "<table><tr><td>out<td>in side</table>",
        "<table><tr><td>out<td>in<tr><td colspan=99>side</table>",
        "<table><tr><td>out<td>in<tr><td><ul><li>side</ul></table>",
    ],
)
def test_tables_that_lay_out_become_text(table: str) -> None:
    """A table within a table, with one row, too wide, or with lists in it: its text is kept as ordinary text."""
    body = read(table)
    assert [name for name, _ in body.blocks] == ["paragraph"]
    assert all(word in body.blocks[0][1] for word in ("out", "in", "side"))


def test_text_between_the_cells_of_a_table_is_told() -> None:
    """What stands in a table but in no cell is in the report."""
    body = read("<table>stray<tr><th>A<th>B<tr><td>1<td>2</table>")
    assert "stray" in [remark.text for remark in body.remarks]


@pytest.mark.parametrize(
    "html",
    [
        "<nav>words</nav>",
        "<form>words<input></form>",
        "<aside>words</aside>",
        '<div class="sharedaddy big">words</div>',
        '<div id="comments">words</div>',
        "<p style='display: none'>words</p>",
        "<p hidden>words</p>",
        "<p>so <del>words</del></p>",
        "<svg><script>alert(1)</script><text>words</text></svg>",
        "<table><tr><th>A<th>B<tr><td><s>words</s><td>2</table>",
        '<iframe src="words"></iframe>',
    ],
)
def test_what_is_left_out_is_told(html: str) -> None:
    """Furniture, forms, embedded things, hidden and struck-out text are in the report, and not in the draft."""
    body = read(html)
    assert "words" in [remark.text for remark in body.remarks]
    assert "words" not in str(body.blocks)
