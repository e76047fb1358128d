"""Draws the same as a PNG, for social channels: they take no SVG."""

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from cms.demo import drawings
from cms.demo.figures import FIGURES, Line, Place

OVERSAMPLING = 2  # drawn larger, then reduced: smooth edges
STEPS = 10


def as_png(figure: str, places: Iterable[Place]) -> bytes:
    """A PNG of a figure with marks; see `drawings.as_svg`."""
    pen = Pen(_body(figure).copy())
    for place in places:
        pen.disc(place, drawings.HALO_RADIUS, drawings.HALO)
        pen.disc(place, drawings.MARK_RADIUS, drawings.MARK)
    file = BytesIO()
    pen.image.reduce(OVERSAMPLING).save(file, "PNG")
    return file.getvalue()


@cache
def _body(figure: str) -> Image.Image:
    """A figure without marks, in the large size; many drawings show the same."""
    side = drawings.SIZE * OVERSAMPLING
    pen, body = Pen(Image.new("RGB", (side, side), drawings.PAPER)), FIGURES[figure]
    for spread, colour in ((drawings.OUTLINE_WIDTH, drawings.OUTLINE), (0.0, drawings.SKIN)):
        for outline in body.outlines:
            pen.area(outline, colour, spread)
        for start, end, width in body.limbs:
            pen.limb(start, end, width + 2 * spread, colour)
    for guide in body.guides:
        pen.stroke(list(curve(guide, closed=False)), drawings.GUIDE, drawings.GUIDE_WIDTH)
    for centre, radius in body.bones:
        pen.ring(centre, radius, drawings.GUIDE, drawings.GUIDE_WIDTH)
    return pen.image


def curve(points: Line, closed: bool) -> Iterator[Place]:
    """Points along the curve that `drawings.bezier` draws."""
    for a, b, c, d in drawings.neighbours(points, closed):
        for step in range(STEPS + 1):
            t = step / STEPS
            yield (_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t))


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


class Pen:
    """Draws on a square of 100 by 100."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self.scale = image.width / 100
        self.draw = ImageDraw.Draw(image)

    def at(self, places: Iterable[Place]) -> list[Place]:
        return [(x * self.scale, y * self.scale) for x, y in places]

    def area(self, outline: Line, colour: str, spread: float) -> None:
        edge = list(curve(outline, closed=True))
        self.draw.polygon(self.at(edge), fill=colour)
        if spread:
            self.stroke([*edge, edge[0]], colour, 2 * spread)

    def limb(self, start: Place, end: Place, width: float, colour: str) -> None:
        self.stroke([start, end], colour, width)
        for place in (start, end):
            self.disc(place, width / 2, colour)

    def disc(self, centre: Place, radius: float, colour: str) -> None:
        self.draw.circle(self.at([centre])[0], radius * self.scale, fill=colour)

    def ring(self, centre: Place, radius: float, colour: str, width: float) -> None:
        self.draw.circle(self.at([centre])[0], radius * self.scale, outline=colour, width=round(width * self.scale))

    def stroke(self, points: Line, colour: str, width: float) -> None:
        self.draw.line(self.at(points), fill=colour, width=round(width * self.scale), joint="curve")
