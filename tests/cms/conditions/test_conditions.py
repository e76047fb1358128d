from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.conditions.models import ConditionPage, PainTypePage, Question, RegionPage, SymptomIndexPage
from cms.core.api_fields import facet_values, object_schema, present
from cms.core.models import ContentPage, ReviewedPage
from tests.cms.conditions.factories import care, condition, hub, points, protocol
from tests.cms.content import published
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db


def shown(page: ContentPage, *hidden: Any) -> dict[str, Any]:
    """A page's JSON, which fits its schema."""
    value = present(page, page.api_fields, PlainRendering(hidden))
    assert_fits(value, object_schema(page.api_fields))
    return value


def test_a_hub_lists_what_stands_below_it_by_axis() -> None:
    """Regions and types of pain are two lists; a hub has its questions in the editor's order."""
    made = hub()
    made.page.questions = [Question(question="How long?", answer="Weeks."), Question(question="Why?", answer="Varies.")]
    value = shown(republished(made.page))
    assert [link["title"] for link in value["regions"]] == [made.region.title]
    assert [link["title"] for link in value["pain_types"]] == [made.pain_type.title]
    assert [row["question"] for row in value["questions"]] == ["How long?", "Why?"]


def republished(page: ReviewedPage) -> Any:
    """A page that stands already, reviewed and published again."""
    page.sign_off()
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def test_a_region_speaks_about_the_condition_of_its_hub() -> None:
    """The condition is said once, on the hub; a hub that is withdrawn is not named."""
    made = hub()
    value = shown(made.region)
    assert (value["hub"]["title"], value["about"]["name"]) == (made.page.title, str(made.page.condition))
    made.page.unpublish()
    value = shown(RegionPage.objects.get(pk=made.region.pk))
    assert (value["hub"], value["about"], value["points"]) == (None, None, [])


def test_the_index_lists_hubs_from_a_to_z_and_by_body_area() -> None:
    """Hubs are sorted by title, and grouped from head to foot; a draft is in neither list."""
    index = hub(title="neck pain").index
    published(ConditionPage(**care(title="Back pain", condition=condition(body_area="leg"))), index)
    index.add_child(instance=ConditionPage(**care(title="A draft", condition=condition()), live=False))
    value = shown(SymptomIndexPage.objects.get())
    assert [link["title"] for link in value["hubs"]] == ["Back pain", "neck pain"]
    groups = {group["body_area"]: [link["title"] for link in group["hubs"]] for group in value["by_body_area"]}
    assert groups == {"back": ["neck pain"], "leg": ["Back pain"]}


def test_pages_are_found_by_their_facets() -> None:
    """Each axis has a facet of its own; the condition and the points come with the protocols."""
    (one,) = points("BL40")
    made = hub(general=protocol(one), condition=condition(slug="back-pain"))
    both = {"tag": [], "condition": ["back-pain"], "point": ["BL40"]}
    for page, own in (
        (made.page, {"body_area": ["back"]}),
        (made.region, {"region": ["low"]}),
        (made.pain_type, {"pain_type": ["sciatica"]}),
    ):
        assert facet_values(page, page.facets, PlainRendering()) == both | own
    assert facet_values(made.page, made.page.facets, PlainRendering([one]))["point"] == []


@pytest.mark.parametrize("model", [ConditionPage, RegionPage, PainTypePage])
def test_no_hub_region_or_pain_type_goes_out_without_red_flags(model: type[Any]) -> None:
    """Red flags are required of each, at their field; a draft may still lack them."""
    made = hub()
    parent = made.index if model is ConditionPage else made.page
    own = {"condition": condition()} if model is ConditionPage else {"code": "mid"}
    page = model(**care(red_flags=[], **own), live=False)
    parent.add_child(instance=page)
    with pytest.raises(ValidationError) as refusal:
        page.save_revision().publish()
    assert list(refusal.value.message_dict) == ["red_flags"]


@pytest.mark.parametrize(
    "model, field, kind",
    [
        (ConditionPage, "general_protocol", "specific"),
        (ConditionPage, "adjunct_protocol", "general"),
        (RegionPage, "specific_protocol", "general"),
        (PainTypePage, "adjunct_protocol", "specific"),
    ],
)
def test_a_protocol_stands_where_its_kind_belongs(model: type[Any], field: str, kind: str) -> None:
    """A protocol of another kind is refused at its field."""
    page = model(**care(**{field: protocol(kind=kind)}))
    assert field in page.contradictions()


def test_what_may_be_added_is_shown_apart() -> None:
    """Adjunct points do not mix with those of the protocols."""
    one, two = points("BL40", "BL23")
    value = shown(hub(general=protocol(one), adjunct_protocol=protocol(two, kind="adjunct")).page)
    assert [row["code"] for row in value["points"]] == ["BL40"]
    assert [(row["code"], row["kind"]) for row in value["adjunct_points"]] == [("BL23", "adjunct")]
