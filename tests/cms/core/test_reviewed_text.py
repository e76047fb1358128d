"""What was reviewed reads the same wherever it is read from."""

import json
from decimal import Decimal
from typing import Any

import pytest

from cms.core.content_types import content_types
from cms.core.models import Citation, ReviewedPage
from cms.home.models import HowToStep
from cms.research.models import Outcome
from tests.cms.conditions.factories import hub
from tests.cms.content import article, point, published, reference, research_summary
from tests.cms.home.content import how_to
from tests.cms.home.content import published as placed

pytestmark = pytest.mark.django_db

# As a program or an import writes blocks: without the fields that may stay empty.
SPARE = json.dumps([{"type": "care_card", "value": {"level": "urgent", "heading": "Fever", "text": "<p>Today.</p>"}}])


def study() -> Any:
    page = research_summary(age_mean=40)
    page.outcomes = [Outcome(measure=name, effect=Decimal("1.50"), direction="unclear") for name in ("Pain", "Sleep")]
    return page


def cited() -> Any:
    page = article()
    page.citations = [Citation(reference=reference()), Citation(reference=reference())]
    return page


def guide() -> Any:
    return how_to(*(HowToStep(title=f"{step}", text="<p>Lean back.</p>") for step in range(3)), red_flags=SPARE)


def everything() -> list[Any]:
    """One page of every type about health, published, as it was in memory before."""
    made = hub(red_flags=SPARE)
    pages = [cited(), point(caution_flags=["pregnancy"], cautions="<p>Ask a midwife.</p>"), study()]
    for page in pages:
        published(page)
    placed(guided := guide())
    return [*pages, guided, made.page, made.region, made.pain_type]


def test_a_digest_is_the_same_from_everywhere() -> None:
    """A page of every type has one digest: in memory, in its stored version and in the database."""
    pages = everything()
    assert {type(page) for page in pages} == {model for model in content_types() if issubclass(model, ReviewedPage)}
    for page in pages:
        stored = type(page).objects.get(pk=page.pk)
        digests = {page.digest, stored.digest, stored.get_latest_revision_as_object().digest}
        assert (type(page), len(digests), stored.review_stands) == (type(page), 1, True)


@pytest.mark.parametrize("make", [cited, guide, study])
def test_a_digest_is_there_before_the_page_is_saved(make: Any) -> None:
    """What is signed off in memory is signed off once it is stored."""
    page = make()
    before = page.digest
    (placed if page.api_name == "how-to" else published)(page)
    assert type(page).objects.get(pk=page.pk).digest == before
