from typing import Any

import pytest

from cms.core.reading_time import HAN_A_MINUTE, WORDS_A_MINUTE, minutes_for, reading_time
from tests.cms.content import article, point

PAGE = {"title": "A", "summary": "B"}


@pytest.mark.parametrize(
    "text, minutes",
    [
        ("", 0),
        ("word " * WORDS_A_MINUTE, 1),
        ("字" * HAN_A_MINUTE, 1),
        ("字" * HAN_A_MINUTE + " word" * WORDS_A_MINUTE, 2),
        ("don't half-way 3.5 " * WORDS_A_MINUTE, 3),
        ("— … ! ? " * 900, 0),
    ],
)
def test_words_and_han_characters_are_counted(text: str, minutes: float) -> None:
    """A word is a word; each Han character counts by itself; marks count nothing."""
    assert minutes_for(text) == minutes


@pytest.mark.django_db
@pytest.mark.parametrize(
    "long",
    [
        {"body": [("paragraph", f"<p>{'word ' * 300}</p>")]},
        {"body": [("expander", {"summary": "More", "text": f"<p>{'<b>word</b> ' * 300}</p>"})]},
        {"body": [("dont", {"heading": "", "items": ["word " * 150, "word " * 150]})]},
    ],
)
def test_every_block_is_read(long: dict[str, Any]) -> None:
    """Text counts in whatever block it stands."""
    assert reading_time(article(**PAGE, **long)) == 2


@pytest.mark.django_db
def test_tags_of_html_are_not_read() -> None:
    """What nobody sees takes no time; the shortest page takes a minute."""
    links = '<a href="https://example.org/a-b-c-d">word</a> ' * 200
    assert reading_time(article(**PAGE, body=[("paragraph", f"<p>{links}</p>")])) == 1


@pytest.mark.django_db
def test_fields_of_a_type_are_read_and_what_stands_around_is_not() -> None:
    """A point's own texts count; disclaimers, teasers and who paid do not."""
    many = "word " * 300
    assert reading_time(point(**PAGE, how_to_find=many)) == 2
    assert reading_time(point(**PAGE, disclaimer=many, teaser=many, funding_disclosure=many)) == 1
