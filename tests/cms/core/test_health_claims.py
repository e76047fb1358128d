from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.core.api_fields import object_schema, present
from cms.core.blocks import ContentStreamBlock
from cms.core.models import ClaimEvidence, HealthClaim
from tests.cms.content import article, published, reference
from tests.cms.plain import plain
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db


def claim(**given: Any) -> HealthClaim:
    """A claim, not yet saved."""
    values = {
        "statement": "Pressing points eases back pain for a while.",
        "kind": "benefit",
        "modality": "self_acupressure",
        "status": "limited",
        "explanation": "<p>Small studies, one after the other.</p>",
        "checked_on": date(2026, 11, 2),
    }
    return HealthClaim(**{**values, **given})


def problems(one: HealthClaim) -> set[str]:
    with pytest.raises(ValidationError) as refusal:
        one.full_clean()
    return set(refusal.value.message_dict)


def test_a_claim_tells_its_status_in_words() -> None:
    """Its JSON fits its schema, and says the strongest that may be said."""
    one = claim(evidence=[ClaimEvidence(reference=reference(title="A trial"))])
    one.full_clean()
    one.save()
    value = present(one, HealthClaim.api_fields, PlainRendering())
    assert_fits(value, object_schema(HealthClaim.api_fields))
    assert value["status_label"] == "Limited: small early studies, not enough to know"
    assert [row["citation"] for row in value["references"]] == ["A trial."]


def test_support_names_its_studies() -> None:
    """A claim is not called supported without a reference."""
    assert problems(claim(status="supported")) == {"status"}


@pytest.mark.parametrize("status, refused", [("limited", {"statement"}), ("traditional", {"statement"})])
def test_a_forbidden_claim_is_refused(status: str, refused: set[str]) -> None:
    """What no page may claim, no claim may say either, whatever studies are named."""
    assert problems(claim(statement="Acupressure cures back pain.", status=status)) == refused


@pytest.mark.parametrize("status", ["unsupported", "outdated"])
def test_a_denied_claim_may_be_quoted(status: str) -> None:
    """What people say can be shown as they say it where the status contradicts it."""
    claim(statement="Acupressure cures back pain.", status=status).full_clean()


def test_a_page_shows_a_claim_with_its_status(client: Client) -> None:
    """The block presents the whole claim, the plain page the words of its status; a deleted claim leaves a gap."""
    one = claim()
    one.save()
    page = published(article(body=[("claims", [one])]))
    block = ContentStreamBlock()
    (shown,) = block.api_value(page.body, PlainRendering())
    assert [row["statement"] for row in shown["value"]] == [one.statement]
    assert "Limited: small early studies" in plain(client, page).text
    one.delete()
    (shown,) = block.api_value(type(page).objects.get().body, PlainRendering())
    assert shown["value"] == []
    assert plain(client, page).status_code == 200
