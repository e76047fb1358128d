from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.research.models import Outcome

INTERVAL = {"effect": Decimal("-3.8"), "ci_low": Decimal("-5.7"), "ci_high": Decimal("-1.9")}


def outcome(**given: Any) -> Outcome:
    return Outcome(**{"measure": "Pain", "direction": "none", **given})


@pytest.mark.parametrize(
    "given", [{}, INTERVAL, {"numerator": 5, "denominator": 20}, {"numerator": 0, "denominator": 1}]
)
def test_whole_statements_pass(given: dict[str, Any]) -> None:
    """An outcome may have an interval, a share, or neither."""
    outcome(**given).clean()


@pytest.mark.parametrize(
    "given, field",
    [
        ({"ci_low": Decimal(1)}, "ci_low"),
        ({"ci_high": Decimal(1)}, "ci_low"),
        ({"ci_low": Decimal(2), "ci_high": Decimal(1)}, "ci_high"),
        ({**INTERVAL, "effect": Decimal("-5.8")}, "effect"),
        ({**INTERVAL, "effect": Decimal("-1.8")}, "effect"),
        ({"numerator": 5}, "denominator"),
        ({"denominator": 5}, "numerator"),
        ({"numerator": 6, "denominator": 5}, "numerator"),
        ({"effect_unit": "35 % lower"}, "denominator"),
        ({"note": "88 per cent improved"}, "denominator"),
        ({"measure": "Improved by 50%"}, "denominator"),
    ],
)
def test_half_statements_are_refused(given: dict[str, Any], field: str) -> None:
    """Half an interval, an effect outside its interval, and a share without its whole are refused at their field."""
    with pytest.raises(ValidationError) as refusal:
        outcome(**given).clean()
    assert field in refusal.value.message_dict


@pytest.mark.parametrize(
    "numerator, denominator, percent",
    [(5, 20, Decimal(25)), (1, 3, Decimal("33.3")), (0, 4, Decimal(0)), (None, None, None)],
)
def test_a_percentage_is_computed_from_people(
    numerator: int | None, denominator: int | None, percent: Decimal | None
) -> None:
    """The share is numerator of denominator, to one place; without them there is none."""
    assert outcome(numerator=numerator, denominator=denominator).percent == percent


def test_a_percentage_with_its_people_may_be_written_out() -> None:
    """Text may name a percentage once the people are given."""
    outcome(numerator=5, denominator=20, note="That is 25 %.").clean()
