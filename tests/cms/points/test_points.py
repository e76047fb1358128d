from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.core.api_fields import facet_values, object_schema, present
from cms.points.models import Meridian, PointPage
from tests.cms.content import point, published
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db


def test_an_alias_is_stored_canonical() -> None:
    """A code in another spelling is stored as the WHO writes it."""
    bladder = Meridian.objects.create(code="BL")
    assert published(point(code="ub 40", meridian=bladder)).code == "BL40"


def test_the_meridian_must_be_the_codes() -> None:
    """A code and a meridian that contradict each other are refused."""
    kidney = Meridian.objects.create(code="KI")
    with pytest.raises(ValidationError, match=r"BL40 belongs to BL, not to Kidney \(KI\)"):
        published(point(meridian=kidney))


def test_an_extra_point_has_no_meridian() -> None:
    """An extra point is accepted without a meridian and refused with one."""
    assert published(point(code="EX-UE7")).meridian is None
    with pytest.raises(ValidationError, match="belongs to no meridian"):
        published(point(code="EX-UE7", meridian=Meridian.objects.get_or_create(code="LU")[0]))


@pytest.mark.parametrize(
    "given, field",
    [
        ({"code": "BL68"}, "code"),
        ({"meridian": None}, "meridian"),
        ({"caution_flags": ["pregnancy"]}, "cautions"),
        ({"caution_flags": ["boredom"], "cautions": "Careful."}, "caution_flags"),
        ({"regions": ["elsewhere"]}, "regions"),
        ({"sides": "left"}, "sides"),
        ({"pressure": 4}, "pressure"),
        ({"seconds": 301}, "seconds"),
        ({"repetitions": 0}, "repetitions"),
        ({"evidence_note": ""}, "evidence_note"),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(given: dict[str, Any], field: str) -> None:
    """Each rule of a point speaks at the field that must change."""
    with pytest.raises(ValidationError) as refusal:
        published(point(**given))
    assert field in refusal.value.message_dict


def test_a_point_presents_its_dose_and_cautions() -> None:
    """The JSON fits its schema and has codes where the vocabulary is closed."""
    page = published(point(caution_flags=["vessel", "dvt"], cautions="Lightly.", regions=["low"], pressure=1))
    value = present(page, PointPage.api_fields, PlainRendering())
    assert_fits(value, object_schema(PointPage.api_fields))
    assert value["dose"] == {"seconds": 60, "repetitions": 1, "pressure": 1}
    assert value["meridian"] == {"code": "BL", "name": "Bladder"}
    assert value["caution_flags"] == ["vessel", "dvt"]


def test_a_point_is_found_by_its_facets() -> None:
    """Facets hold codes; those of closed vocabularies lie within them."""
    page = published(point(caution_flags=["vessel"], cautions="Lightly.", regions=["sciatica", "low"]))
    values = facet_values(page, PointPage.facets, PlainRendering())
    assert values == {
        "tag": [],
        "meridian": ["BL"],
        "region": ["low", "sciatica"],
        "side": ["pair"],
        "caution": ["vessel"],
    }
    assert all(facet.choices is None or facet.choices.issuperset(values[facet.name]) for facet in PointPage.facets)


def test_a_meridian_says_how_many_points_it_has() -> None:
    """The number of points is the standard's."""
    bladder = Meridian.objects.create(code="BL")
    assert (bladder.slug, bladder.points, str(bladder)) == ("bladder", 67, "Bladder (BL)")
