from io import BytesIO

import pytest
from PIL import Image, ImageColor

from cms.demo.drawings import MARK, PAPER, SIZE, SKIN, curve, draw_points
from cms.demo.figures import FIGURES


@pytest.mark.parametrize("figure", FIGURES)
def test_a_mark_stands_where_it_was_asked_for(figure: str) -> None:
    """The middle of a mark has its colour, the corner is paper, and the body is between."""
    picture = Image.open(BytesIO(draw_points(figure, [(50, 60)])))
    colours = {picture.getpixel(place) for place in ((SIZE // 2, SIZE * 6 // 10), (2, SIZE // 2))}
    assert colours == {ImageColor.getrgb(MARK), ImageColor.getrgb(PAPER)}
    assert ImageColor.getrgb(SKIN) in {colour for _, colour in picture.getcolors(100_000) or []}


def test_the_same_drawing_has_the_same_bytes() -> None:
    """Drawing is repeatable."""
    assert draw_points("hand", [(30, 60)]) == draw_points("hand", [(30, 60)])


def test_a_curve_goes_through_its_points() -> None:
    """The spline touches every point it is given, open or closed."""
    corners = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]
    for closed in (True, False):
        drawn = list(curve(corners, closed=closed))
        assert all(any(abs(x - a) + abs(y - b) < 1e-9 for a, b in drawn) for x, y in corners)
