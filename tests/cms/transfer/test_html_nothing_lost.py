"""Whatever is thrown at the reader of HTML, each word is in the draft or in the report."""

import json
from itertools import count
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.articles.models import ArticleIndexPage, ArticlePage
from cms.transfer.drafts import Import
from cms.transfer.found import FoundPage
from cms.transfer.html_page import read_page
from cms.transfer.html_text import elements
from cms.transfer.report import FAILED
from tests.cms.content import home

TAGS = elements(
    "p div span b i a h1 h2 h4 ul ol li dl dt dd table tr td th caption blockquote cite footer figure figcaption "
    "details summary pre sup sub q del aside nav header main article section form button label select option textarea "
    "iframe video svg noscript address center font time code body head html unknown"
)
ATTRIBUTES = ("", " class=byline", " class=comments", " hidden", " role=banner", " href=x", " rowspan=9", ' lang="he"')
WORD = "zq{}word"


@st.composite
def tag_soups(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Start tags, end tags and numbered words in any order, and those of the words that are sure to be seen."""
    numbers = count()
    pieces, words = [], []
    for _ in range(draw(st.integers(0, 30))):
        kind = draw(st.sampled_from(("start", "end", "word", "word")))
        if kind == "start":
            pieces.append(f"<{draw(st.sampled_from(sorted(TAGS)))}{draw(st.sampled_from(ATTRIBUTES))}>")
        elif kind == "end":
            pieces.append(f"</{draw(st.sampled_from(sorted(TAGS)))}>")
        else:
            words.append(WORD.format(next(numbers)))
            pieces.append(f" {words[-1]} ")
    return "".join(pieces), words


def told(page: FoundPage) -> str:
    """All that the draft and the report say."""
    remarks = [remark.text for remark in page.remarks]
    return json.dumps([page.title, page.seo_title, page.summary, page.body, remarks], ensure_ascii=False)


@settings(max_examples=300, deadline=None)
@given(soup=tag_soups())
def test_no_word_is_lost(soup: tuple[str, list[str]]) -> None:
    """Each word between any tags, however wrong, is in the draft or in the report."""
    html, words = soup
    said = told(read_page(html, "source", "https://old.example.org/"))
    assert [word for word in words if word not in said] == []


@settings(max_examples=200, deadline=None)
@given(html=st.text(alphabet=st.sampled_from("<>/!-[]&;#x0\"'= abpli\x00\ud800א"), max_size=200))
def test_no_text_makes_it_fail(html: str) -> None:
    """Any characters at all are read; what comes out can be stored."""
    said = told(read_page(html, "source", "https://old.example.org/"))
    said.encode()
    assert "\x00" not in json.loads(said)[0]


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<p>", "<ul><li>", "<table><tr><td>", "<b>", "<a href=x>", "<blockquote>", "<br></b>", "<h2>x</h2>"],
)
def test_ten_thousand_elements_are_read(piece: str) -> None:
    """Ten thousand elements within or after each other take seconds of computing, and their text is not lost."""
    began = process_time()
    assert "the end" in told(read_page(f"<title>x</title>{piece * 10_000}the end", "source"))
    assert process_time() - began < 30


HOSTILE = {
    "entities": "&lt;script&gt; &notit; &#x110000; &#0; &#xD800; &amp;amp; &nbsp;x",
    "control characters": "a\x00b\x01c\x0bd\x7fe\x9ff",
    "right to left": "<html dir=rtl lang=he><h1>כאב גב</h1><p>שלום \u202eעולם\u202c <b>מודגש</b></p>",
    "pictures": "<img><img src=''><img src='data:image/svg+xml,<svg onload=alert(1)>'><img src='data:;base64,!!'>",
    "links": "<a href='javascript:alert(1)'>x</a><a href='data:text/html,x'>y</a><a href='http://['>z</a>",
    "nothing": "",
    "no html": "%PDF-1.7 \x80\x81",
    "unclosed": "<p><b><a href='x'><table><td>a<!-- never <p>b",
    "long": f"<title>{'t' * 999}</title><meta name=author content='{'a' * 300}'><p>{'w' * 5000}",
    "long description": f"<meta property=og:image content=x><meta property=og:image:alt content='{'i' * 300}'>",
    "marked sections": "<![if IE]>a<![endif]><![CDATA[b]]><?php echo 1 ?><!DOCTYPE x [<!ENTITY e 'y'>]>c",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_make_drafts_that_can_be_saved(name: str) -> None:
    """Each becomes a draft whose body holds nothing that runs."""
    home().add_child(instance=ArticleIndexPage(title="Articles", summary="All."))
    found = read_page(HOSTILE[name], f"https://old.example.org/{name}")
    [outcome] = Import(None, None, create_people=True).keep([found])
    assert outcome.what != FAILED
    stored = str(ArticlePage.objects.get().get_latest_revision_as_object().body.raw_data)
    assert not any(sign in stored for sign in ("javascript:", "data:", "<script", "<svg", "\x00"))
