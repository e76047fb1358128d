"""A site for members is built with a key; without it, whatever was built before, nothing gated is left."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from tests.examples.site.building import Site
from tests.examples.site.test_output import GATED
from tests.flows.delivery.installation import Installation

pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # the site does not know of the database
    pytest.mark.xdist_group("example site"),
]


def test_the_key_decides_what_is_built(copies: Callable[[], Site], meridian: Installation) -> None:
    """With it there are texts, points and pictures of gated pages, all served from here; without it none of them."""
    site = copies()
    site.built(MERIDIAN_API_KEY=meridian.run("-m", "tests.examples.site.editor", "key").strip())
    assert [sentence for sentence in GATED if sentence not in text_of(site)] == []
    region = BeautifulSoup((site.output / "symptoms/back-pain/low-back/index.html").read_text(), "html.parser")
    assert len(region.select(".presses li")) > 4
    assert pictures_elsewhere(site) == []
    site.built()
    assert [sentence for sentence in GATED if sentence in text_of(site)] == []
    assert list((site.output / "pictures").iterdir()) == []


def text_of(site: Site) -> str:
    return "\n".join(path.read_text() for path in site.pages)


def pictures_elsewhere(site: Site) -> list[str]:
    """The pictures that a reader's browser would have to ask Meridian for, or that are missing."""
    images = [image for page in site.pages for image in BeautifulSoup(page.read_text(), "html.parser").select("img")]
    return [str(image["src"]) for image in images if not (site.output / str(image["src"])[1:]).is_file()]
