"""The parts of the body that the demonstration's drawings show, as outlines on a square of 100 by 100.

Schematic and drawn for this project; the places of the points are marked as in `data/points/`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

Place = tuple[float, float]
Line = Sequence[Place]


def mirrored(half: Line) -> Line:
    """A closed outline from its right half, top to bottom."""
    return [*half, *((100 - x, y) for x, y in reversed(half) if x != 50)]


def flipped(line: Line) -> Line:
    """The mirror image of a line."""
    return [(100 - x, y) for x, y in line]


def both(line: Line) -> list[Line]:
    """A line and its mirror image."""
    return [line, flipped(line)]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A part of the body.

    Args:
        title: what it is, in a few words.
        outlines: closed curves, filled.
        limbs: thick strokes with round ends, filled: from, to, width.
        guides: faint lines that help to find one's way.
        bones: faint circles for bones that can be felt: centre and radius.
    """

    title: str
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
    title="The back",
    outlines=[*both(ARM), TRUNK, HEAD],
    guides=[
        [(50, 24), (50, 45), (50, 66), (50, 88)],
        *both([(57, 36), (56.5, 44), (58.5, 50), (62, 46), (65, 39)]),
        *both([(66, 74), (60, 76.5), (55, 80)]),
    ],
)
KNEE = Figure(
    title="The back of a knee",
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
    title="A foot from the outside",
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
    title="The back of a hand",
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
INNER_FOOT = replace(
    FOOT,
    title="A foot from the inside",
    outlines=[flipped(outline) for outline in FOOT.outlines],
    guides=[flipped(guide) for guide in FOOT.guides],
    bones=[((44.5, 62), 4.6)],
)
FRONT = Figure(
    title="The body from the front",
    outlines=[*both(ARM), TRUNK, HEAD],
    guides=[
        *both([(52, 29.5), (59, 29), (67, 31)]),
        *both([(51, 53), (56, 55), (62, 61)]),
        *both([(68, 78), (61, 86), (54, 96)]),
    ],
    bones=[((50, 70), 0.8)],
)
NECK = Figure(
    title="Neck and shoulders from behind",
    outlines=[
        mirrored([(58, 40), (58.5, 55), (61.5, 64), (73, 70.5), (87, 76), (96, 86), (101, 108)]),
        *both([(66, 26), (70, 24), (71, 30), (68.5, 36), (66, 34)]),
        mirrored([(50, 3), (60, 6), (67, 16), (67.5, 30), (64, 41), (58.5, 48.5), (50, 51)]),
    ],
    guides=[
        [(50, 54), (50, 70), (50, 86), (50, 104)],
        *both([(54, 52), (55.5, 60), (62, 70)]),
        *both([(66, 104), (64, 94), (78, 86)]),
    ],
    bones=[((50, 72), 2.2)],
)
LEGS = Figure(
    title="Hips and legs from behind",
    outlines=[
        mirrored(
            [
                *[(69, -8), (71.5, 6), (73.5, 16), (72.5, 32), (69.5, 46), (67, 56), (69, 67), (67, 80), (62.5, 94)],
                *[(62, 108), (55.5, 108), (56, 94), (54.5, 80), (53.3, 68), (55, 56), (53, 46), (51.3, 34), (50, 24)],
            ]
        )
    ],
    guides=[
        [(50, -1), (50, 10), (50, 22)],
        *both([(53, 25), (60, 27.5), (68, 24)]),
        *both([(57, 57.4), (61, 58.4), (65.5, 57.2)]),
        *both([(61, 66), (61, 71), (61, 76)]),
        *both([(64.5, 71), (63, 77.5), (61, 80)]),
    ],
)
SHIN = Figure(
    title="A right leg below the knee, from the front",
    outlines=[
        [
            *[(36, -8), (36, 6), (37.5, 17), (35, 30), (36, 44), (40.5, 62), (43.2, 75), (42.5, 84), (38.5, 93)],
            *[(38.5, 98), (48, 100.5), (57, 98.5), (58.5, 93), (56.5, 84), (55.5, 75), (58.5, 60), (62, 44)],
            *[(63, 30), (61, 17), (63, 6), (64, -8)],
        ]
    ],
    guides=[[(51, 24), (51.8, 45), (50.4, 70)], *([(x, 95), (x, 98), (x, 99.4)] for x in (43.5, 46.5, 49.5))],
    bones=[((49.5, 11.5), 5.6), ((39, 23.5), 1.9), ((43.8, 83), 1.7), ((55.2, 81.5), 1.9)],
)
FOOT_TOP = Figure(
    title="A right foot from above",
    outlines=[
        [
            *[(38, 108), (37.5, 92), (34.5, 76), (33, 60), (34.5, 47), (41, 39.5), (50, 37), (60, 38), (66.5, 44)],
            *[(67.5, 56), (65, 72), (62.5, 92), (62, 108)],
        ]
    ],
    limbs=[
        ((40, 45), (38.6, 26), 9.4),
        ((48, 42), (48.2, 20.5), 6.6),
        ((54.2, 42), (55.2, 23), 6.2),
        ((59.6, 44), (61.4, 27.5), 5.8),
        ((64, 48), (66.8, 33.5), 5.4),
    ],
    guides=[[(40.6, 44), (41.8, 54), (44, 63)], [(48, 42), (47.6, 52), (46.6, 63)]],
)
FIGURES = {
    "back": BACK,
    "front": FRONT,
    "neck": NECK,
    "legs": LEGS,
    "knee": KNEE,
    "shin": SHIN,
    "foot": FOOT,
    "inner-foot": INNER_FOOT,
    "foot-top": FOOT_TOP,
    "hand": HAND,
}
