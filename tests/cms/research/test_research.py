from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.core.api_fields import facet_values, object_schema, present
from cms.research.models import FollowUp, Outcome, ResearchSummaryPage
from tests.cms.content import published, reference, research_summary
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "given, field",
    [
        ({"n_enrolled": None}, "n_enrolled"),
        ({"n_not_reported": True}, "n_not_reported"),
        ({"n_analysed": 41}, "n_analysed"),
        ({"age_min": 50, "age_max": 40}, "age_max"),
        ({"age_min": 50, "age_mean": Decimal(45)}, "age_mean"),
        ({"age_mean": Decimal(45), "age_max": 40}, "age_mean"),
        ({"age_max": 121}, "age_max"),
        ({"limitations": ""}, "limitations"),
        ({"does_not_show": ""}, "does_not_show"),
        ({"conclusion": ""}, "conclusion"),
        ({"evidence_level": 6}, "evidence_level"),
        ({"evidence_level": None}, "evidence_level"),
        ({"design": "opinion"}, "design"),
        ({"modality": "magic"}, "modality"),
        ({"reference": None}, "reference"),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(given: dict[str, Any], field: str) -> None:
    """Each rule of a summary speaks at the field that must change."""
    with pytest.raises(ValidationError) as refusal:
        published(research_summary(**given))
    assert field in refusal.value.message_dict


def test_no_number_is_a_statement_made_on_purpose() -> None:
    """An unknown number of people is published with the tick, and is null."""
    page = published(research_summary(n_enrolled=None, n_not_reported=True))
    assert present(page, ResearchSummaryPage.api_fields, PlainRendering())["n_enrolled"] is None


def test_an_outcome_is_judged_by_every_door() -> None:
    """A row that did not come through a form follows the same rules."""
    page = research_summary()
    page.outcomes = [Outcome(measure="Pain", direction="none", numerator=5)]
    with pytest.raises(ValidationError, match="Pain: Say of how many people"):
        published(page)


def test_what_is_not_reported_is_null() -> None:
    """Empty texts and numbers are null, never an empty text or 0."""
    value = present(published(research_summary()), ResearchSummaryPage.api_fields, PlainRendering())
    for name in ("comparator", "harms", "study_funding", "n_analysed", "age_min", "age_mean", "age_max", "doi", "pmid"):
        assert value[name] is None, name


def test_outcomes_and_follow_ups_are_presented_in_order() -> None:
    """Rows keep their order, numbers are numbers, and all fits the schema."""
    page = research_summary(age_mean=Decimal("50.1"))
    page.outcomes = [
        Outcome(measure="Pain", direction="intervention", numerator=1, denominator=3),
        Outcome(
            measure="Sleep", direction="none", effect=Decimal("-3.80"), ci_low=Decimal(-5), ci_high=Decimal("-1.9")
        ),
    ]
    page.follow_ups = [FollowUp(time_point="6 months", finding="Still there.")]
    value = present(published(page), ResearchSummaryPage.api_fields, PlainRendering())
    assert_fits(value, object_schema(ResearchSummaryPage.api_fields))
    assert [(row["measure"], row["percent"], row["effect"]) for row in value["outcomes"]] == [
        ("Pain", 33.3, None),
        ("Sleep", None, -3.8),
    ]
    assert value["follow_ups"] == [{"time_point": "6 months", "n_followed": None, "finding": "Still there."}]


def test_identifiers_come_from_the_reference() -> None:
    """DOI and PMID are said once, by the reference, and lists show them."""
    page = published(research_summary(reference=reference(DOI="10.1234/x", PMID="12")))
    value = present(page, ResearchSummaryPage.api_fields, PlainRendering())
    assert (value["doi"], value["pmid"], value["reference"]["doi"]) == ("10.1234/x", "12", "10.1234/x")


def test_a_deleted_reference_is_null() -> None:
    """A summary whose reference was deleted still presents itself."""
    page = published(research_summary())
    page.reference.delete()
    value = present(ResearchSummaryPage.objects.get(pk=page.pk), ResearchSummaryPage.api_fields, PlainRendering())
    assert (value["reference"], value["doi"]) == (None, None)
    assert page.latest_revision.as_object().reference is None


def test_a_summary_is_found_by_its_facets() -> None:
    """Facets hold codes that lie within their closed vocabularies."""
    values = facet_values(published(research_summary()), ResearchSummaryPage.facets, PlainRendering())
    assert values == {
        "tag": [],
        "modality": ["acupressure"],
        "design": ["randomised_trial"],
        "evidence_level": ["2"],
        "verified": ["false"],
    }
    assert all(
        facet.choices is None or facet.choices.issuperset(values[facet.name]) for facet in ResearchSummaryPage.facets
    )
