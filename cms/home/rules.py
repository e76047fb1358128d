"""Rules for the pages of a site's own."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import validate_email

from cms.core.rules import Problems

PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def validate_partial_date(value: str) -> None:
    """Refuse what is no year, month or day of the calendar (ISO 8601: `1989`, `1989-10` or `1989-10-30`).

    Raises:
        ValidationError: the value has another form, or there was no such day.
    """
    if not PARTIAL_DATE.fullmatch(value) or not _is_day(value + "-01-01"[len(value) - 4 :]):
        raise ValidationError("Give the year, or as exactly as you know: 1989, 1989-10 or 1989-10-30.")


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def validate_mail_addresses(value: str) -> None:
    """Refuse what is not a list of e-mail addresses, one a line.

    Raises:
        ValidationError: one of them is none, or there are none.
    """
    if not value.split():
        raise ValidationError("Name at least one address.")
    for address in value.split():
        validate_email(address)


def has_some(rows: Collection[Any], what: str) -> Problems:
    """A page that is about a list of things has at least one."""
    return {} if rows else {NON_FIELD_ERRORS: f"Add at least one {what}."}


def steps_describe_pictures(steps: Iterable[Any]) -> Problems:
    """Who cannot see the picture of a step reads what it shows (WCAG 2.2, success criterion 1.1.1)."""
    silent = [str(place) for place, step in enumerate(steps, 1) if step.image_id and not step.image_alt.strip()]
    if silent:
        return {NON_FIELD_ERRORS: f"Describe the picture of step {', '.join(silent)}, for people who cannot see it."}
    return {}


def edition_is_explained(edition: int, what_changed: str) -> Problems:
    """Whoever has read an earlier edition is told what is new."""
    if edition > 1 and not what_changed.strip():
        return {"what_changed": f"Say what is new in edition {edition}."}
    return {}


def edition_is_new(published: tuple[int, Any], edition: int, wording: Any) -> Problems:
    """A number stands for one wording for ever: people who agreed to it must be able to find what they agreed to.

    Args:
        published: the edition that was published last, and its wording.
    """
    last, last_wording = published
    if edition < last:
        return {"edition": f"Edition {last} is published already. Editions count up."}
    if edition == last and wording != last_wording:
        return {"edition": f"The wording has changed since edition {last} was published: make it edition {last + 1}."}
    return {}


def topics_differ(names: list[str]) -> Problems:
    """Two topics of one name could not be told apart."""
    if len({name.casefold().strip() for name in names}) < len(names):
        return {NON_FIELD_ERRORS: "Two topics have the same name."}
    return {}
