from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cms.core import rules


def test_an_author_cannot_review() -> None:
    """Who is among the authors is refused as reviewer; somebody else is not, nor nobody."""
    assert rules.reviewer_is_no_author("Ann", ["Ann", "Bo"]) == {
        "medical_reviewer": "Ann is an author of this page. Choose somebody else as reviewer."
    }
    assert rules.reviewer_is_no_author("Cy", ["Ann", "Bo"]) == {}
    assert rules.reviewer_is_no_author(None, ["Ann"]) == {}


def test_repeats_are_named() -> None:
    """Something that stands twice in a list is named."""
    assert "Ann stands twice among the authors" in rules.no_repeats(["Ann", "Bo", "Ann"], "authors")["__all__"]
    assert rules.no_repeats(["Ann", "Bo"], "authors") == {}


@pytest.mark.parametrize(
    "reviewed, following, field",
    [
        (None, date(2027, 1, 1), "reviewed_on"),
        (date(2027, 1, 1), date(2027, 1, 1), "next_review_on"),
        (date(2027, 1, 2), date(2027, 1, 1), "next_review_on"),
    ],
)
def test_the_next_review_follows_the_last(reviewed: date | None, following: date, field: str) -> None:
    """A next review needs a last one, and lies after it."""
    assert list(rules.review_dates_in_order(reviewed, following)) == [field]


def test_good_review_dates_pass() -> None:
    """Dates in order pass, and so does a page that was never reviewed."""
    assert rules.review_dates_in_order(date(2026, 1, 1), date(2027, 1, 1)) == {}
    assert rules.review_dates_in_order(date(2026, 1, 1), None) == {}
    assert rules.review_dates_in_order(None, None) == {}


def test_a_picture_needs_its_text() -> None:
    """A picture without a description is refused; a description without a picture does no harm."""
    assert list(rules.picture_has_text(object(), " ", "alt")) == ["alt"]
    assert rules.picture_has_text(object(), "A knee", "alt") == {}
    assert rules.picture_has_text(None, "", "alt") == {}


@pytest.mark.parametrize(
    "low, high, holds", [(1, 2, True), (2, 2, True), (3, 2, False), (None, 2, True), (3, None, True)]
)
def test_numbers_in_order(low: int | None, high: int | None, holds: bool) -> None:
    """Two given numbers must not fall; a missing one is no problem."""
    assert (rules.in_order(low, high, "high", "No.") == {}) is holds


def test_problems_are_insisted_on() -> None:
    """Problems become one validation error by field; none become nothing."""
    rules.insist({})
    with pytest.raises(ValidationError) as refusal:
        rules.insist({"one": "Do this.", "two": "Do that."})
    assert refusal.value.message_dict == {"one": ["Do this."], "two": ["Do that."]}
