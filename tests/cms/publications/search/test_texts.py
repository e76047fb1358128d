"""What is found of a document: what people read in it."""

from cms.core.api_fields import Choice, Html, Integer, Link, Text
from cms.publications.search.texts import MOST_CHARACTERS, texts_of

FIELDS = (
    Text(name="uid"),
    Text(name="summary"),
    Text(name="code", is_name=True),
    Html(name="body"),
    Choice(name="design", choices=("trial",)),
    Integer(name="seconds"),
    Link(name="related"),
)


def test_what_people_read_is_found_and_what_programs_read_is_not() -> None:
    """Markup, codes of vocabularies, numbers, ids and the titles of other documents are left out."""
    other = {"id": "x", "type": "articles", "title": "Another", "path": "/", "url": "https://example.org/"}
    content = {"title": "One", "summary": "Short.", "code": "BL23", "body": "<p>Long</p><p>text</p>"}
    found = texts_of({**content, "uid": "a-b", "design": "trial", "seconds": 60, "related": other}, FIELDS)
    assert (found.title, found.names, found.lead, found.body) == ("One", ("BL23",), "Short.", "Long text")


def test_a_teaser_is_found_by_its_own_words() -> None:
    """Title and teaser are all there is of it."""
    found = texts_of({"title": "One", "teaser": "Members read on."}, ())
    assert (found.lead, found.body) == ("Members read on.", "")


def test_a_text_without_end_is_cut() -> None:
    """No database takes any length of text into its index."""
    content = {"title": "", "summary": "", "code": "", "body": "long " * MOST_CHARACTERS, "related": None}
    found = texts_of({**content, "uid": "", "design": None, "seconds": None}, FIELDS)
    assert len(found.body) == MOST_CHARACTERS
