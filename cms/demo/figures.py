"""The parts of the body that the demonstration's drawings show, as outlines on a square of 100 by 100.

Schematic and drawn for this project; the places of the points are marked as in `data/points/`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

Place = tuple[float, float]
Line = Sequence[Place]


def mirrored(half: Line) -> Line:
    """A closed outline from its right half, top to bottom."""
    return [*half, *((100 - x, y) for x, y in reversed(half) if x != 50)]


def both(line: Line) -> list[Line]:
    """A line and its mirror image."""
    return [line, [(100 - x, y) for x, y in line]]


@dataclass(frozen=True)
class Figure:
    """A part of the body.

    Args:
        outlines: closed curves, filled.
        limbs: thick strokes with round ends, filled: from, to, width.
        guides: faint lines that help to find one's way.
        bones: faint circles for bones that can be felt: centre and radius.
    """

    outlines: list[Line]
    limbs: list[tuple[Place, Place, float]] = field(default_factory=list)
    guides: list[Line] = field(default_factory=list)
    bones: list[tuple[Place, float]] = field(default_factory=list)


HEAD = mirrored([(50, 2), (55, 3.5), (58, 8), (57.5, 14), (54.5, 19.5), (50, 21)])
TRUNK = mirrored(
    [
        *[(53.5, 17), (54.5, 23), (60, 27), (68, 29.6), (74, 33.5), (72, 44), (68.5, 55), (66.5, 65), (67.5, 73)],
        *[(71, 82), (73, 92), (73.5, 108)],
    ]
)
ARM = [
    *[(66, 31), (72, 31), (76.5, 35), (79, 42), (80.3, 52), (82, 64), (84.5, 80)],
    *[(85.5, 108), (79.5, 108), (78.5, 94)],
    *[(77, 80), (75, 66), (73, 54), (71, 44)],
]
BACK = Figure(
    outlines=[*both(ARM), TRUNK, HEAD],
    guides=[
        [(50, 24), (50, 45), (50, 66), (50, 88)],
        *both([(57, 36), (56.5, 44), (58.5, 50), (62, 46), (65, 39)]),
        *both([(66, 74), (60, 76.5), (55, 80)]),
    ],
)
KNEE = Figure(
    outlines=[
        mirrored([(65, -8), (64.5, 10), (62, 26), (58.5, 40), (57.8, 47), (60, 56), (61.5, 66), (58.5, 82), (56, 108)])
    ],
    guides=[
        [(43.5, 46), (47, 47.6), (53, 47.6), (56.5, 46)],
        *both([(56, 24), (55.6, 34), (54.6, 42)]),
        [(50, 62), (50, 70), (50, 78)],
        *both([(57.5, 72), (54, 78), (50, 80)]),
    ],
)
FOOT = Figure(
    outlines=[
        [
            *[(60, -8), (60, 18), (60.5, 40), (63, 54), (70, 63), (80, 69), (90, 74), (94, 79), (90, 84), (76, 85.5)],
            *[(60, 84), (46, 84.5), (37, 82.5), (33.5, 76), (35, 68), (39, 60), (41, 50), (41, 36), (40, 18), (40, -8)],
        ]
    ],
    guides=[[(43.5, 30), (43.8, 46), (41.5, 60)], [(86, 76.5), (84, 79), (86, 82)]],
    bones=[((55.5, 62), 4.6)],
)
HAND = Figure(
    outlines=[
        [
            *[(32.5, 56), (35, 48), (46, 44), (58, 45), (66, 50), (68.5, 62), (65, 76), (61.5, 90), (61, 108)],
            *[(41, 108), (40, 92), (36, 78), (33, 66)],
        ]
    ],
    limbs=[
        ((37, 54), (27.5, 31), 7.4),
        ((44.5, 49), (40, 17), 8.4),
        ((53, 48), (53, 11), 8.8),
        ((61, 50), (66.5, 18), 8.6),
        ((60, 73), (81, 47), 9.6),
    ],
    bones=[((36.4, 52.5), 2.4), ((45, 48.5), 2.4), ((53.4, 47.5), 2.4), ((61.6, 50), 2.4)],
)
FIGURES = {"back": BACK, "knee": KNEE, "foot": FOOT, "hand": HAND}
