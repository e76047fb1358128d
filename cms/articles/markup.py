"""Running text in the words of schema.org: what it is about, and what it rests on."""

from typing import Any

from cms.core.api_fields import Rendering
from cms.core.schema_org import Node, node
from cms.core.vocabulary import Modality

NO_ONE_TREATMENT = frozenset({Modality.COMBINED, Modality.OTHER})


def about(page: Any, rendering: Rendering) -> Node:
    """The condition and the treatment of a text, its points, and the studies it rests on; only what a reader may see.

    Of the condition it says what the hub is called: the hub may be open in part only.
    """
    hub = rendering.stub(page.hub)
    points = [rendering.stub(row.point) for row in page.related_points.all() if row.point_id]
    studies = [rendering.stub(row.study) for row in page.related_studies.all() if row.study_id]
    said = {
        "about": [
            *([node("MedicalCondition", name=hub["title"], url=hub["url"])] if hub else []),
            *([node("MedicalTherapy", name=page.get_modality_display())] if _is_one(page.modality) else []),
        ],
        "mentions": [node("WebPage", at=stub["url"], name=stub["title"]) for stub in points if stub],
        "isBasedOn": [node("WebPage", at=stub["url"], name=stub["title"]) for stub in studies if stub],
    }
    return {name: nodes for name, nodes in said.items() if nodes}


def _is_one(modality: str) -> bool:
    return bool(modality) and modality not in NO_ONE_TREATMENT
