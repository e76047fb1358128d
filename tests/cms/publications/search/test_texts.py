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


def test_what_is_said_about_a_page_comes_after_what_it_says() -> None:
    """Its disclaimer and the like are found, and kept apart from what may be quoted."""
    fields = (Text(name="disclaimer", quoted=False), Html(name="body"), Text(name="note"))
    found = texts_of({"title": "One", "disclaimer": "No advice.", "body": "<p>Long</p>", "note": "More"}, fields)
    assert (found.body, found.aside) == ("Long\nMore", "No advice.")


def test_a_teaser_is_found_by_its_own_words() -> None:
    """Title and teaser are all there is of it."""
    found = texts_of({"title": "One", "teaser": "Members read on."}, ())
    assert (found.lead, found.body) == ("Members read on.", "")


def test_a_text_without_end_is_cut() -> None:
    """No database takes any length of text into its index; what is said about a page gives way to what it says."""
    content = {"title": "", "summary": "", "code": "", "body": "long " * MOST_CHARACTERS, "related": None}
    fields = (Text(name="disclaimer", quoted=False), *FIELDS)
    found = texts_of({**content, "disclaimer": "No.", "uid": "", "design": None, "seconds": None}, fields)
    assert (len(found.body), found.aside) == (MOST_CHARACTERS, "")
