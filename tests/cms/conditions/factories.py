"""A hub with two parts, and what they are made of, for tests to vary."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from cms.conditions.models import (
    Condition,
    ConditionPage,
    PainTypePage,
    Protocol,
    ProtocolItem,
    RegionPage,
    SymptomIndexPage,
)
from cms.home.models import HomePage
from cms.points.models import PointPage
from tests.cms.content import home, point, published, review

NUMBERS = count(1)
RED_FLAGS = [("care_card", {"level": "emergency", "heading": "Numb legs", "text": "<p>Call for help.</p>"})]


def care(**given: Any) -> dict[str, Any]:
    """The fields that every hub, region and pain type must have."""
    title = f"Care {next(NUMBERS)}"
    values = {"title": title, "summary": "In short.", "overview": "<p>Common.</p>", "red_flags": RED_FLAGS}
    return {**values, **review(), **given}


def condition(**given: Any) -> Condition:
    name = f"Condition {next(NUMBERS)}"
    return Condition.objects.create(
        **{"name": name, "slug": name.lower().replace(" ", "-"), "body_area": "back"} | given
    )


def protocol(*points: PointPage, kind: str = "general", **item: Any) -> Protocol:
    """A published protocol of these points, in this order, each pressed as `item` says."""
    made = Protocol(name=f"Protocol {next(NUMBERS)}", kind=kind, source="Tradition.")
    made.items = [ProtocolItem(point=page, role="local", **item) for page in points]
    made.save()
    return made


def points(*codes: str) -> list[PointPage]:
    return [published(point(code=code, title=code)) for code in codes]


@dataclass
class Hub:
    """A published hub with a region and a pain type, by name."""

    index: SymptomIndexPage
    page: ConditionPage
    region: RegionPage
    pain_type: PainTypePage


def hub(general: Protocol | None = None, specific: Protocol | None = None, **given: Any) -> Hub:
    """The hub, live; `specific` is the protocol of its region."""
    top = HomePage.objects.first() or home()
    index = top.add_child(instance=SymptomIndexPage(title="Symptoms", summary="All of them."))
    page = published(ConditionPage(**{"condition": condition(), **care(general_protocol=general, **given)}), index)
    region = published(RegionPage(**care(code="low", specific_protocol=specific)), page)
    pain_type = published(PainTypePage(**care(code="sciatica")), page)
    return Hub(index, page, region, pain_type)
