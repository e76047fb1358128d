import pytest
from django.core.exceptions import ValidationError

from cms.core.api_fields import facet_values, object_schema, present
from cms.points.models import CautionRule
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db


def rule(sides: str = "", severity: str = "lighten") -> CautionRule:
    """A caution rule, not yet saved."""
    return CautionRule(
        caution="osteoporosis", sides=sides, severity=severity, advice="Press lightly.", source="Our own reasoning."
    )


def test_a_rule_presents_itself() -> None:
    """Its JSON fits its schema and says what to do, for which points and on whose word."""
    one = rule("midline", "leave_out")
    one.save()
    value = present(one, CautionRule.api_fields, PlainRendering())
    assert_fits(value, object_schema(CautionRule.api_fields))
    assert (value["caution"], value["sides"], value["severity"]) == ("osteoporosis", "midline", "leave_out")
    assert facet_values(one, CautionRule.facets, PlainRendering()) == {
        "caution": ["osteoporosis"],
        "severity": ["leave_out"],
    }


def test_a_caution_has_one_rule_for_the_same_points() -> None:
    """Two rules for the same points would contradict each other; one for some of them refines the one for all."""
    rule().save()
    rule("midline").full_clean()
    with pytest.raises(ValidationError, match="There is a rule for this caution"):
        rule(severity="ask").full_clean()
