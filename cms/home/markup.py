"""Guides in the words of schema.org."""

from typing import Any

from cms.core.api_fields import Rendering
from cms.core.schema_org import Node, node, picture, plain


def guide(page: Any, rendering: Rendering) -> Node:
    """What to do, step by step, and how long it takes."""
    return node(
        "HowTo",
        totalTime=f"PT{page.minutes}M" if page.minutes else None,
        step=[_step(position, step, rendering) for position, step in enumerate(page.steps.all(), 1)],
    )


def _step(position: int, step: Any, rendering: Rendering) -> Node:
    return node(
        "HowToStep",
        position=position,
        name=step.title,
        text=plain(step.text),
        image=picture(step.image, step.image_alt, rendering),
    )
