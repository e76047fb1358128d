from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageColor

from cms.demo.drawings import MARK, PAPER, SIZE, SKIN, as_svg, bezier
from cms.demo.figures import FIGURES
from cms.demo.raster import as_png, curve

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("figure", FIGURES)
def test_a_mark_stands_where_it_was_asked_for(figure: str) -> None:
    """The middle of a mark has its colour, the corner is paper, and the body is between."""
    picture = Image.open(BytesIO(as_png(figure, [(50, 60)])))
    colours = {picture.getpixel(place) for place in ((SIZE // 2, SIZE * 6 // 10), (2, 2))}
    assert colours == {ImageColor.getrgb(MARK), ImageColor.getrgb(PAPER)}
    assert ImageColor.getrgb(SKIN) in {colour for _, colour in picture.getcolors(100_000) or []}


@pytest.mark.parametrize("figure", FIGURES)
def test_an_svg_says_what_it_shows(figure: str) -> None:
    """It is well-formed, carries its title and description, and its marks stand where they were asked for."""
    drawing = ET.fromstring(as_svg(figure, [(50, 60.5)], "Arms < legs & “both”"))
    assert [drawing.findtext(f"{SVG}{name}") for name in ("title", "desc")] == [
        FIGURES[figure].title,
        "Arms < legs & “both”",
    ]
    marks = [circle.attrib for circle in drawing.findall(f"{SVG}circle") if circle.get("fill") == MARK]
    assert [(mark["cx"], mark["cy"]) for mark in marks] == [("50", "60.5")]


def test_the_same_drawing_has_the_same_bytes() -> None:
    """Drawing is repeatable, and a mark does not stay for the next drawing of the same figure."""
    plain = as_png("hand", [])
    assert as_png("hand", [(30, 60)]) == as_png("hand", [(30, 60)]) != plain
    assert as_png("hand", []) == plain


def test_a_curve_goes_through_its_points() -> None:
    """The spline touches every point it is given, open or closed."""
    corners = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]
    for closed in (True, False):
        drawn = list(curve(corners, closed=closed))
        assert all(any(abs(x - a) + abs(y - b) < 1e-9 for a, b in drawn) for x, y in corners)


def test_a_path_is_the_same_curve() -> None:
    """A cubic Bézier curve stands for each stretch of the spline: its middle is the spline's middle."""
    corners = [(0.0, 0.0), (12.0, 0.0), (12.0, 12.0)]
    numbers = bezier(corners, closed=False).replace("M", " ").replace("C", " ").split()
    x0, y0, x1, y1, x2, y2, x3, y3 = map(float, numbers[:8])
    middle = ((x0 + 3 * x1 + 3 * x2 + x3) / 8, (y0 + 3 * y1 + 3 * y2 + y3) / 8)
    assert any(abs(x - middle[0]) + abs(y - middle[1]) < 1e-3 for x, y in curve(corners, closed=False))
