"""The files of the built site, as they lie there."""

import json
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup

from tests.examples.site.building import Site
from tests.flows.delivery.installation import Installation
from tests.services import NEVER, require

pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # the site does not know of the database
    pytest.mark.xdist_group("example site"),
]
GATED = ["An estimated 619 million people", "Days 1 and 2", "pull one knee and then the other"]


def test_every_public_page_is_there(site: Site, meridian: Installation) -> None:
    """What the database publishes for everybody has a file at its path, and nothing else has."""
    rows = meridian.database.rows("SELECT path FROM publications_document WHERE kind = 'page' AND audience = 'public'")
    paths = {f"{path[1:]}index.html" for (path,) in rows}
    found = {str(page.relative_to(site.output)) for page in site.pages}
    assert found - paths - {"404.html", "search/index.html"} == set()
    assert paths - found == set()


def test_nothing_gated_is_in_it(site: Site) -> None:
    """Built without a key, no file has a sentence of what members read, and the red flags are there all the same."""
    text = "\n".join(path.read_text() for path in site.output.rglob("*") if path.suffix in {".html", ".xml"})
    assert [sentence for sentence in GATED if sentence in text] == []
    low_back = (site.output / "symptoms/back-pain/low-back/index.html").read_text()
    assert "new trouble starting, feeling or holding urine" in low_back
    assert 'href="tel:112"' in low_back


def test_every_link_inside_leads_somewhere(site: Site) -> None:
    """Each address on the site has a file, and each fragment a place in it."""
    assert sorted(link for page in site.pages for link in dead_links(site, page)) == []


def dead_links(site: Site, page: Path) -> list[str]:
    soup = BeautifulSoup(page.read_text(), "html.parser")
    links = [str(tag[name]) for name in ("href", "src") for tag in soup.select(f"[{name}]")]
    here = [link.removeprefix(site.address) for link in links]
    return [f"{page}: {link}" for link in here if link.startswith(("/", "#")) and not stands(site, page, link)]


def stands(site: Site, page: Path, link: str) -> bool:
    path, fragment = unquote(urlsplit(link).path), urlsplit(link).fragment
    file = site.output / f"{path[1:]}{'index.html' if path.endswith('/') else ''}" if path else page
    if not file.is_file():
        return False
    return not fragment or BeautifulSoup(file.read_text(), "html.parser").find(id=fragment) is not None


def test_the_pages_are_valid(site: Site, tools: Path) -> None:
    """html-validate finds nothing on any page."""
    command = [require("node"), str(tools / "html-validate/bin/html-validate.mjs"), "--config", str(rules(site))]
    done = subprocess.run([*command, *map(str, site.pages)], capture_output=True, text=True, timeout=NEVER, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr


def rules(site: Site) -> Path:
    """The standard alone. To Safari a list without bullets is one only if its role is said: that is not redundant."""
    exceptions = {"no-redundant-role": "off", "prefer-native-element": ["error", {"exclude": ["list"]}]}
    extends = ["html-validate:standard", "html-validate:a11y"]
    file = site.folder / "rules.json"
    file.write_text(json.dumps({"root": True, "extends": extends, "rules": exceptions}))
    return file


def test_what_is_for_sale_is_labelled_wherever_it_is_shown(site: Site) -> None:
    """Every card that leads to an advertisement says so, and so does the page."""
    soups = {
        f"/{page.parent.relative_to(site.output)}/": BeautifulSoup(page.read_text(), "html.parser")
        for page in site.pages
    }
    adverts = {path for path, soup in soups.items() if soup.select_one(".kicker .advert")}
    cards = [card for soup in soups.values() for card in soup.select(".card")]
    labelled = [(str(card.select("a")[0]["href"]), card.select_one(".advert") is not None) for card in cards]
    assert ("/products/demo-point-chart/", True) in labelled
    assert [path for path, label in labelled if label != (path in adverts)] == []


def test_only_the_search_has_a_script(site: Site) -> None:
    """Whatever else is on the site can be read without JavaScript."""
    scripted = [page for page in site.pages if "<script src" in page.read_text()]
    assert [page for page in scripted if page.parent.name != "search"] == []


def test_the_feed_is_one(site: Site) -> None:
    """It is well-formed, names the newest pages by their addresses here, and is linked in every head."""
    feed = feedparser.parse((site.output / "feed.xml").read_bytes())
    assert (feed.bozo, len(feed.entries)) == (False, 13)
    assert all(entry.link.startswith(site.address) and entry.summary for entry in feed.entries)
    assert [page for page in site.pages if 'href="/feed.xml"' not in page.read_text()] == []
