"""Draws a figure with points marked on it, as SVG: sharp at any size, and with its text alternative inside."""

from collections.abc import Iterable, Iterator

from django.utils.html import escape

from cms.demo.figures import FIGURES, Figure, Line, Place

SIZE = 800  # pixels a side
PAPER, SKIN, OUTLINE, GUIDE = "#eef3f5", "#f0dfd2", "#8a6f60", "#cdb3a2"
HALO, MARK = "#bfe3e0", "#0b6e6e"
OUTLINE_WIDTH, GUIDE_WIDTH = 0.5, 0.4  # in hundredths of a side
HALO_RADIUS, MARK_RADIUS = 3.4, 1.5


def as_svg(figure: str, places: Iterable[Place], description: str) -> bytes:
    """An SVG of a figure with marks.

    Args:
        figure: a name in `FIGURES`.
        places: where the marks go, on the figure's square of 100 by 100.
        description: what it shows, for people who cannot see it (WCAG 2.2, criterion 1.1.1).
    """
    body = FIGURES[figure]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="{SIZE}" height="{SIZE}" role="img">',
        f"<title>{escape(body.title)}</title><desc>{escape(description)}</desc>",
        f'<rect width="100" height="100" fill="{PAPER}"/>',
        *_layer(body, OUTLINE, OUTLINE_WIDTH),
        *_layer(body, SKIN, 0),
        f'<g fill="none" stroke="{GUIDE}" stroke-width="{GUIDE_WIDTH}" stroke-linecap="round">',
        *(f'<path d="{bezier(guide, closed=False)}"/>' for guide in body.guides),
        *(_circle(centre, radius) for centre, radius in body.bones),
        "</g>",
        *(_circle(place, HALO_RADIUS, HALO) + _circle(place, MARK_RADIUS, MARK) for place in places),
        "</svg>\n",
    ]
    return "\n".join(parts).encode()


def _layer(body: Figure, colour: str, spread: float) -> Iterator[str]:
    """The whole body in one colour and a little larger: what is drawn over it leaves an outline around all parts."""
    yield f'<g fill="{colour}" stroke="{colour}" stroke-linecap="round" stroke-linejoin="round">'
    for outline in body.outlines:
        yield f'<path d="{bezier(outline, closed=True)}" stroke-width="{2 * spread:g}"/>'
    for (x, y), (to_x, to_y), width in body.limbs:
        yield f'<path d="M{x:g} {y:g}L{to_x:g} {to_y:g}" stroke-width="{width + 2 * spread:g}"/>'
    yield "</g>"


def _circle(centre: Place, radius: float, fill: str = "") -> str:
    colour = f' fill="{fill}"' if fill else ""
    return f'<circle cx="{centre[0]:g}" cy="{centre[1]:g}" r="{radius:g}"{colour}/>'


def bezier(points: Line, closed: bool) -> str:
    """A smooth path through points: the Catmull-Rom spline, which is made of cubic Bézier curves.

    From b to c, with a before and d after them, the control points are b + (c - a) / 6 and c - (d - b) / 6.
    """
    path = "M{:g} {:g}".format(*points[0])
    for a, b, c, d in neighbours(points, closed):
        controls = (
            b[0] + (c[0] - a[0]) / 6,
            b[1] + (c[1] - a[1]) / 6,
            c[0] - (d[0] - b[0]) / 6,
            c[1] - (d[1] - b[1]) / 6,
        )
        path += "C{:.5g} {:.5g} {:.5g} {:.5g} {:g} {:g}".format(*controls, *c)
    return path + ("Z" if closed else "")


def neighbours(points: Line, closed: bool) -> Iterator[tuple[Place, ...]]:
    """Each stretch of a line with the points before and after it; an open line begins and ends with itself."""
    around = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    return zip(around, around[1:], around[2:], around[3:], strict=False)
