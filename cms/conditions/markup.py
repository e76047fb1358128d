"""Conditions in the words of schema.org."""

from collections.abc import Iterable
from typing import Any

from cms.conditions.vocabulary import BodyArea
from cms.core.schema_org import Node, node, plain


def condition(about: Any) -> Node:
    """What a hub is about."""
    area = None if about.body_area == BodyArea.WHOLE else about.get_body_area_display()
    return node(
        "MedicalCondition",
        name=about.name,
        alternateName=[name.strip() for name in about.also_called.split(",") if name.strip()],
        associatedAnatomy=node("AnatomicalStructure", name=area) if area else None,
    )


def answers(questions: Iterable[Any]) -> Node:
    """The questions of a page with their answers; a page with some is a list of questions besides."""
    asked = [
        node("Question", name=one.question, acceptedAnswer=node("Answer", text=plain(one.answer))) for one in questions
    ]
    return {"@type": ["MedicalWebPage", "FAQPage"], "mainEntity": asked} if asked else {}
