import pytest

from cms.transfer.html_body import Body
from cms.transfer.html_parser import parse
from cms.transfer.wordpress_text import as_html


def image(number: str) -> tuple[str, str] | None:
    return ("https://example.org/a.png", "A") if number == "1" else None


def stored(text: str) -> str:
    """The paragraphs that a text of WordPress ends as."""
    html, _ = as_html(text, image)
    return "".join(
        value for name, value in Body("https://example.org/").read(parse(html)).blocks if name == "paragraph"
    )


@pytest.mark.parametrize(
    "text, expected",
    [
        ("one\ntwo\n\nthree", "<p>one<br/>two</p><p>three</p>"),
        ("one\r\n\r\ntwo", "<p>one</p><p>two</p>"),
        ("<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<pre>a\n\nb</pre>", "<p>a<br/>b</p>"),
        ("<a\nhref='https://example.org/x'>y</a>", '<p><a href="https://example.org/x">y</a></p>'),
        ("see [1] and [sic]", "<p>see [1] and [sic]</p>"),
        ("[[gallery]] is text", "<p>[gallery] is text</p>"),
        ("[box]kept[/box]", "<p>kept</p>"),
        ('[box size="1"]kept[/box]', "<p>kept</p>"),
        ("https://video.example.org/1", '<p><a href="https://video.example.org/1">https://video.example.org/1</a></p>'),
        ("<!-- wp:paragraph -->\n<p>a\n\nb</p>\n<!-- /wp:paragraph -->", "<p>a b</p>"),
    ],
)
def test_text_of_wordpress_is_read_as_it_is_shown(text: str, expected: str) -> None:
    """Blank lines are paragraphs in the old editor only; brackets of people are text; addresses are links."""
    assert stored(text) == expected


def test_what_wordpress_fills_itself_is_told() -> None:
    """A block without content, an unknown shortcode and a gallery of unknown pictures are remarked on."""
    _, remarks = as_html('<!-- wp:latest-posts {"n":5} /-->[box a="1"][gallery ids="1,2"]', image)
    assert [remark.element for remark in remarks] == ["latest-posts", "box", "gallery"]
