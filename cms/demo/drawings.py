"""Draws a figure with points marked on it, as a PNG."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from PIL import Image, ImageDraw

from cms.demo.figures import FIGURES, Line, Place

SIZE = 800  # pixels a side
OVERSAMPLING = 3  # drawn larger, then reduced: smooth edges
PAPER, SKIN, OUTLINE, GUIDE = "#eef3f5", "#f0dfd2", "#8a6f60", "#cdb3a2"
HALO, MARK = "#bfe3e0", "#0b6e6e"
OUTLINE_WIDTH, GUIDE_WIDTH = 0.5, 0.4  # in hundredths of a side
HALO_RADIUS, MARK_RADIUS = 3.4, 1.5
STEPS = 14


def draw_points(figure: str, places: Iterable[Place]) -> bytes:
    """A PNG of a figure with marks.

    Args:
        figure: a name in `FIGURES`.
        places: where the marks go, on the figure's square of 100 by 100.
    """
    pen = Pen()
    body = FIGURES[figure]
    for spread, colour in ((OUTLINE_WIDTH, OUTLINE), (0.0, SKIN)):
        for outline in body.outlines:
            pen.area(outline, colour, spread)
        for start, end, width in body.limbs:
            pen.limb(start, end, width + 2 * spread, colour)
    for guide in body.guides:
        pen.line(guide, GUIDE, GUIDE_WIDTH)
    for centre, radius in body.bones:
        pen.ring(centre, radius, GUIDE, GUIDE_WIDTH)
    for place in places:
        pen.disc(place, HALO_RADIUS, HALO)
        pen.disc(place, MARK_RADIUS, MARK)
    return pen.png()


def curve(points: Line, closed: bool) -> Iterator[Place]:
    """Points along a smooth curve through `points` (Catmull-Rom spline)."""
    around = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False):
        for step in range(STEPS + 1):
            t = step / STEPS
            yield (_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t))


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


class Pen:
    """Draws on a square of 100 by 100."""

    def __init__(self) -> None:
        self.scale = SIZE * OVERSAMPLING / 100
        self.image = Image.new("RGB", (SIZE * OVERSAMPLING, SIZE * OVERSAMPLING), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def at(self, places: Iterable[Place]) -> list[Place]:
        return [(x * self.scale, y * self.scale) for x, y in places]

    def area(self, outline: Line, colour: str, spread: float) -> None:
        edge = list(curve(outline, closed=True))
        self.draw.polygon(self.at(edge), fill=colour)
        if spread:
            self._stroke([*edge, edge[0]], colour, 2 * spread)

    def line(self, points: Line, colour: str, width: float) -> None:
        self._stroke(list(curve(points, closed=False)), colour, width)

    def limb(self, start: Place, end: Place, width: float, colour: str) -> None:
        self._stroke([start, end], colour, width)
        for place in (start, end):
            self.disc(place, width / 2, colour)

    def disc(self, centre: Place, radius: float, colour: str) -> None:
        self.draw.circle(self.at([centre])[0], radius * self.scale, fill=colour)

    def ring(self, centre: Place, radius: float, colour: str, width: float) -> None:
        self.draw.circle(self.at([centre])[0], radius * self.scale, outline=colour, width=round(width * self.scale))

    def png(self) -> bytes:
        file = BytesIO()
        self.image.reduce(OVERSAMPLING).save(file, "PNG")
        return file.getvalue()

    def _stroke(self, points: Line, colour: str, width: float) -> None:
        self.draw.line(self.at(points), fill=colour, width=round(width * self.scale), joint="curve")
