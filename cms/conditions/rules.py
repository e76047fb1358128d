"""Rules for protocols: what one body can do."""

from cms.conditions.vocabulary import Kind, Laterality
from cms.core.rules import Problems
from cms.points.models import PointPage
from cms.points.vocabulary import Sides

POSSIBLE = {
    Sides.PAIR: {Laterality.PAIR, Laterality.AFFECTED, Laterality.OPPOSITE},
    Sides.MIDLINE: {Laterality.MIDLINE},
    Sides.SEVERAL: set(Laterality),
}


def side_exists(point: PointPage, side: str) -> Problems:
    """A point on the midline has no sides, and a pair has no middle."""
    if side in POSSIBLE[Sides(point.sides)]:
        return {}
    return {"side": f"{point} lies here: {point.get_sides_display().lower()}. Choose a side that it has."}


def kind_is(kind: Kind, given: str | None, field: str) -> Problems:
    """A protocol stands where its kind belongs; `given` is None where none was chosen."""
    if given in {None, kind}:
        return {}
    return {field: f"Choose a protocol of the kind “{kind.label}”."}
