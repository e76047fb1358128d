from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.articles.models import ArticlePage
from cms.core.api_fields import object_schema, present
from cms.core.outline import Outline
from tests.cms.content import article, published
from tests.cms.rendering import PlainRendering, assert_fits

TITLES = st.lists(st.tuples(st.sampled_from(["Why", "How", "?!", "Why 2", "為什麼"]), st.uuids()), max_size=12)


def outline(*headings: tuple[str, int]) -> Outline:
    made = Outline()
    for number, (text, level) in enumerate(headings):
        made.add(text, level, f"{number:04x}aaaa-0000", "body")
    return made


def shape(made: Outline) -> list[Any]:
    return [(section.id, [part.id for part in section.parts]) for section in made.nested()]


def test_parts_stand_below_their_section() -> None:
    """A heading of the third level belongs to the section before it."""
    made = outline(("Causes", 2), ("At work", 3), ("At home", 3), ("Help", 2))
    assert shape(made) == [("causes", ["at-work", "at-home"]), ("help", [])]


def test_a_part_without_a_section_stands_for_itself() -> None:
    """A page, or a field of it, may begin with the third level; parts never take parts."""
    made = outline(("First", 3), ("Second", 3), ("Section", 2))
    made.add("Other field", 3, "ffff", "background")
    assert shape(made) == [("first", []), ("second", []), ("section", []), ("other-field", [])]


@given(TITLES)
def test_no_two_headings_share_an_id(titles: list[tuple[str, Any]]) -> None:
    """However the texts repeat, each heading can be found by its id."""
    made = Outline()
    ids = [made.add(text, 2, str(mark)) for text, mark in titles]
    assert len(set(ids)) == len(ids)
    assert all(ids)


def test_an_id_outlives_changes_elsewhere() -> None:
    """Headings that are added, moved or renamed do not change the ids of those that keep their text."""
    before, after = Outline(), Outline()
    kept = [before.add(text, 2, mark) for text, mark in [("Why", "aaaa11"), ("How", "bbbb22"), ("Why", "cccc33")]]
    after.add("New", 2, "dddd44")
    again = [after.add(text, 2, mark) for text, mark in [("Why", "aaaa11"), ("Why", "eeee55"), ("Why", "cccc33")]]
    assert (kept, again) == (["why", "how", "why-cccc"], ["why", "why-eeee", "why-cccc"])


def test_a_heading_may_be_in_any_script() -> None:
    """Han characters stay as they are; a heading without a letter has an id all the same."""
    made = outline(("為什麼", 2), ("?", 2))
    assert shape(made) == [("為什麼", []), ("section", [])]


@pytest.mark.django_db
def test_bodies_carry_the_ids_of_the_table_of_contents() -> None:
    """What the table of contents names is the id that stands at the heading in the body."""
    body = [("heading", {"text": text, "level": level}) for text, level in [("Why", "2"), ("Why", "3")]]
    value = present(published(article(body=body)), ArticlePage.api_fields, PlainRendering())
    assert_fits(value, object_schema(ArticlePage.api_fields))
    (section,) = value["table_of_contents"]
    ids = [section["id"], section["parts"][0]["id"]]
    assert ids == [block["value"]["id"] for block in value["body"]]
    assert ids[0] == "why"
    assert ids[1].startswith("why-")
