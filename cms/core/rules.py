"""Rules that hold for health content, whoever saves it and by whatever door.

A rule takes plain values and answers with problems: what to do, by the name of the field, empty when all is well.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.formats import date_format

Problems = dict[str, str]


def reviewer_is_no_author(reviewer: Any | None, authors: Iterable[Any]) -> Problems:
    """A second pair of eyes: who wrote a page does not review it."""
    if reviewer is not None and reviewer in list(authors):
        return {"medical_reviewer": f"{reviewer} is an author of this page. Choose somebody else as reviewer."}
    return {}


def self_review_is_explained(reason: str) -> Problems:
    """Where the second pair of eyes may be missing, readers of the history learn why."""
    return {} if reason.strip() else {"self_review_reason": "Say why nobody but an author has reviewed this page."}


def is_reviewed(reviewer: Any | None, reviewed_on: date | None, next_review_on: date | None) -> Problems:
    """Health content is checked by somebody, and is checked again."""
    wanted = {
        "medical_reviewer": (reviewer, "Name the person who has checked the health content."),
        "reviewed_on": (reviewed_on, "Give the day on which the text was checked as it is now."),
        "next_review_on": (next_review_on, "Give the day by which it must be checked again."),
    }
    return {field: message for field, (value, message) in wanted.items() if not value}


def review_is_outdated(reviewed_on: date) -> str:
    """What an editor reads who has changed a reviewed text."""
    day = date_format(reviewed_on, "j F Y")
    return f"The text has changed since it was reviewed on {day}: have it reviewed again, then give the new date."


def no_repeats(people: Iterable[Any], what: str) -> Problems:
    """Nothing is named twice in a list."""
    seen: set[Any] = set()
    for item in people:
        if item in seen:
            return {NON_FIELD_ERRORS: f"{item} stands twice among the {what}. Remove one."}
        seen.add(item)
    return {}


def review_dates_in_order(reviewed_on: date | None, next_review_on: date | None) -> Problems:
    """A review comes before the next one."""
    if next_review_on and not reviewed_on:
        return {"reviewed_on": "Give the date of the review that the next one follows."}
    if next_review_on and reviewed_on and next_review_on <= reviewed_on:
        return {"next_review_on": "Choose a day after the date of the last review."}
    return {}


def picture_has_text(image: Any | None, alt: str, field: str) -> Problems:
    """Who cannot see a picture reads what it shows (WCAG 2.2, success criterion 1.1.1)."""
    if image is not None and not alt.strip():
        return {field: "Describe what the picture shows, for people who cannot see it."}
    return {}


def in_order(low: Any | None, high: Any | None, field: str, message: str) -> Problems:
    """Of two numbers that are both given, the second is not the smaller."""
    return {field: message} if low is not None and high is not None and high < low else {}


def insist(problems: Problems) -> None:
    """Refuse to go on while there are problems.

    Raises:
        ValidationError: with every problem at its field.
    """
    if problems:
        raise ValidationError(problems)
