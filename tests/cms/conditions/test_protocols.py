from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.conditions.models import Condition, PartPage, Protocol, ProtocolItem
from cms.core.api_fields import present
from tests.cms.conditions.factories import hub, points, protocol
from tests.cms.content import point
from tests.cms.rendering import PlainRendering

pytestmark = pytest.mark.django_db


def told(page: PartPage, *hidden: Any) -> list[tuple[str, str]]:
    """The points that a page tells of, as code and kind."""
    value = present(page, page.api_fields, PlainRendering(hidden))
    return [(row["code"], row["kind"]) for row in value["points"]]


def test_general_points_come_first_and_none_stands_twice() -> None:
    """A region shows the union of both protocols; a point of both stands where the general one has it."""
    one, two, three = points("BL40", "BL23", "BL60")
    made = hub(general=protocol(one, two), specific=protocol(three, two, kind="specific"))
    assert told(made.region) == [("BL40", "general"), ("BL23", "general"), ("BL60", "specific")]
    assert told(made.pain_type) == [("BL40", "general"), ("BL23", "general")]


def test_a_point_says_how_it_is_pressed_and_why() -> None:
    """Side, role, time, repetitions, pressure and note of the item are told, not those of the point's page."""
    (one,) = points("BL40")
    item: dict[str, Any] = {"side": "affected", "seconds": 90, "repetitions": 3, "pressure": 1, "note": "Sitting."}
    made = hub(general=protocol(one, **item))
    (row,) = present(made.page, made.page.api_fields, PlainRendering())["points"]
    assert row == {"point": {"title": "BL40"}, "code": "BL40", "kind": "general", "role": "local", **item}


def test_a_hidden_point_is_absent_with_all_that_is_said_of_it() -> None:
    """What the audience may not see leaves no code behind."""
    one, two = points("BL40", "BL23")
    assert told(hub(general=protocol(one, two)).region, one) == [("BL23", "general")]


def test_pages_show_the_published_version_of_a_protocol() -> None:
    """An edit that is not published is not shown, and a protocol that is withdrawn is not shown at all."""
    one, two = points("BL40", "BL23")
    general = protocol(one)
    region = hub(general=general).region
    general.items = [ProtocolItem(point=two, role="local")]
    draft = general.save_revision()
    assert told(type(region).objects.get(pk=region.pk)) == [("BL40", "general")]
    draft.publish()
    assert told(type(region).objects.get(pk=region.pk)) == [("BL23", "general")]
    Protocol.objects.get().unpublish()
    assert told(type(region).objects.get(pk=region.pk)) == []


@pytest.mark.parametrize(
    "sides, refused",
    [("pair", {"midline"}), ("midline", {"pair", "affected", "opposite"}), ("several", set())],
)
def test_a_side_is_one_that_the_point_has(sides: str, refused: set[str]) -> None:
    """A point on the midline has no sides, and a pair no middle."""
    page = point(sides=sides, pk=1)
    for side in ("pair", "midline", "affected", "opposite"):
        item = ProtocolItem(point=page, side=side)
        if side in refused:
            with pytest.raises(ValidationError) as refusal:
                item.clean()
            assert list(refusal.value.message_dict) == ["side"]
        else:
            item.clean()


def test_a_protocol_names_no_point_twice() -> None:
    """More presses are repetitions of one item."""
    (one,) = points("BL40")
    with pytest.raises(ValidationError, match="stands twice among the points"):
        protocol(one, one).clean()


def test_a_deleted_point_leaves_drafts_of_the_protocol_readable() -> None:
    """Deleting a point takes its items along, and old revisions still open."""
    one, two = points("BL40", "BL23")
    general = protocol(one, two)
    revision = general.save_revision()
    one.delete()
    assert [item.point for item in revision.as_object().items.all()] == [two]


def test_conditions_and_protocols_are_called_by_their_names() -> None:
    """Choosers and lists show what people call them."""
    made = protocol(*points("BL40"), kind="general")
    assert str(Condition(name="Back pain")) == "Back pain"
    assert (str(made), str(made.items.get())) == (made.name, "BL40")
