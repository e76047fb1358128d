"""Rules for summaries of studies: numbers that fit together, and nothing silently left out."""

from decimal import Decimal

from django.core.exceptions import ValidationError

from cms.core.rules import Problems, in_order
from cms.research.rows import Outcome

OLDEST = 120


def numbers_of_people(enrolled: int | None, analysed: int | None, not_reported: bool) -> Problems:
    """Nobody is analysed who was not enrolled, and “not reported” goes with no number."""
    if not_reported and (enrolled is not None or analysed is not None):
        return {"n_not_reported": "There is a number: remove the tick, or the number."}
    message = "More people are analysed than were enrolled; compare with the paper."
    return in_order(analysed, enrolled, "n_analysed", message)


def number_is_given(enrolled: int | None, not_reported: bool) -> Problems:
    """An empty number of people is a statement about the paper, and is made on purpose."""
    if enrolled is None and not not_reported:
        return {"n_enrolled": "Give the number of people, or tick “not reported” if the paper does not say."}
    return {}


def ages(youngest: int | None, mean: Decimal | None, oldest: int | None) -> Problems:
    """Ages in years, in order."""
    if any(age is not None and age > OLDEST for age in (youngest, mean, oldest)):
        return {"age_max": f"Ages are in years, up to {OLDEST}."}
    return (
        in_order(youngest, oldest, "age_max", "The oldest is younger than the youngest.")
        | in_order(youngest, mean, "age_mean", "The mean age is below the youngest.")
        | in_order(mean, oldest, "age_mean", "The mean age is above the oldest.")
    )


def outcomes_hold(outcomes: list[Outcome]) -> Problems:
    """Every outcome follows its own rules, also when it did not come through a form."""
    messages = []
    for outcome in outcomes:
        try:
            outcome.clean()
        except ValidationError as error:
            messages += [f"{outcome}: {message}" for message in error.messages]
    return {"__all__": " ".join(messages)} if messages else {}
