"""The site as people read it, in Chromium: on phone and desktop, by day and by night, and without JavaScript."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.accessibility import DESKTOP, PHONE, findings
from tests.examples.site.building import Site
from tests.examples.site.shifts import begin_to_arrive, shifts, wait_for_arrival, watch
from tests.flows.delivery.editor import QUIET
from tests.flows.delivery.installation import Installation
from tests.services import NEVER

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.only_on("sqlite"),  # the site does not know of the database
    pytest.mark.xdist_group("example site"),
]
# One page of each kind.
KINDS = {
    "home": "/",
    "region": "/symptoms/back-pain/low-back/",
    "points": "/points/",
    "point": "/points/gb21/",
    "studies": "/research/",
    "study": "/research/hsieh-2006/",
    "article": "/articles/what-studies-show/",
    "warnings": "/articles/when-to-get-help/",
    "teaser": "/blog/first-week/",
    "book": "/books/who-guideline/",
    "product": "/products/demo-point-chart/",
    "ranking": "/products/most-ordered-products/",
    "guide": "/start-with-acupressure/",
    "history": "/history/",
    "author": "/authors/mira-halden/",
    "contact": "/contact/",
    "search": "/search/?q=back+pain",
    "nowhere": "/nothing/here/",
}
BUDGET = 100_000  # bytes of a page with all that it needs, but without its pictures
TALL = 4_000  # pixels, in which nearly all of every page is seen


@dataclass
class Visit:
    """What a page asked for while it was read."""

    responses: list[Response] = field(default_factory=list)

    def saw(self, response: Response) -> None:
        self.responses.append(response)

    def addresses_outside(self, *inside: str) -> list[str]:
        return [answer.url for answer in self.responses if not answer.url.startswith((*inside, "data:"))]

    def weight(self) -> int:
        """Bytes of everything but pictures."""
        return sum(len(answer.body()) for answer in self.responses if answer.request.resource_type != "image")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", *QUIET])
        yield browser
        browser.close()


def opened(browser: Browser, site: Site, **options: Any) -> Page:
    """A new page of a browser that reads the site on a phone."""
    page = browser.new_page(base_url=site.address, viewport=PHONE, **options)
    page.set_default_timeout(NEVER * 1000)
    return page


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_every_kind_of_page_is_for_everybody(
    path: str, browser: Browser, site: Site, meridian: Installation, tools: Path
) -> None:
    """axe finds nothing; nothing jumps, nothing weighs too much, and nobody else is asked for anything."""
    page, visit = opened(browser, site), Visit()
    watch(page)
    page.on("response", visit.saw)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert shifts(page) == []
    beside = [f"{meridian.address}/{part}/" for part in ("images", "api/v1/search")]
    assert visit.addresses_outside(site.address, *beside) == []
    assert visit.weight() < BUDGET
    assert findings(page, (tools / "axe-core/axe.min.js").read_text()) == []
    page.close()


@pytest.mark.parametrize("width", [PHONE["width"], DESKTOP["width"]], ids=["phone", "desktop"])
def test_nothing_jumps_however_slowly_it_arrives(width: int, browser: Browser, site: Site) -> None:
    """Every kind of page comes in small pieces, each painted: what has been seen stays where it is."""
    pages = {path: arriving(browser, site, path, width) for path in KINDS.values()}
    for page in pages.values():
        wait_for_arrival(page)
    assert {path: shifts(page) for path, page in pages.items() if shifts(page)} == {}
    for page in pages.values():
        page.close()


def arriving(browser: Browser, site: Site, path: str, width: int) -> Page:
    """A page that has begun to arrive, in a window of its own: hidden behind another it would not be painted."""
    page = browser.new_page(base_url=site.address, viewport={"width": width, "height": TALL})
    page.set_default_timeout(NEVER * 1000)
    watch(page)
    page.goto("/404.html")
    begin_to_arrive(page, requests.get(f"{site.address}{path}", timeout=NEVER).text)
    return page


def test_the_menu_opens_without_javascript(browser: Browser, site: Site) -> None:
    """So do its sections, and one gets from the first page to an article."""
    page = opened(browser, site, java_script_enabled=False)
    page.goto("/")
    assert not page.get_by_role("link", name="Articles", exact=True).is_visible()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_text("Learn").click()
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name="Back pain: when to get help now").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Back pain: when to get help now"
    page.close()


def test_the_map_of_the_back_leads_to_its_parts(browser: Browser, site: Site) -> None:
    """By a click into the drawing, and the page that it leads to says where one is."""
    page = opened(browser, site)
    page.goto("/")
    page.locator("svg").get_by_role("link", name="Mid back").click()
    page.wait_for_url("**/mid-back/")
    assert page.locator("svg a[aria-current=page]").get_attribute("aria-label") == "Mid back"
    page.close()


def test_a_point_is_found_by_any_of_its_names(browser: Browser, site: Site) -> None:
    """What the browser asks Meridian is shown with the words marked, and leads to the page here."""
    page = opened(browser, site)
    page.goto("/search/")
    page.get_by_label("A word, a point, a symptom").fill("ub 23")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("listitem").get_by_role("link", name="BL23 Shenshu").click()
    page.wait_for_url(f"{site.address}/points/bl23/")
    page.close()


def test_whatever_is_found_has_a_page_here(browser: Browser, site: Site) -> None:
    """Papers and people that the API finds as well would lead nowhere."""
    page = opened(browser, site)
    page.goto("/search/?q=back+pain")
    page.get_by_role("status").get_by_text("pages found").wait_for()
    paths = [link.get_attribute("href") for link in page.locator(".results a").all()]
    assert [path for path in paths if not (site.output / f"{path}".strip("/") / "index.html").is_file()] == []
    page.close()


def test_an_empty_search_says_so(browser: Browser, site: Site) -> None:
    """A search can be linked to, and says when there is nothing."""
    page = opened(browser, site)
    page.goto("/search/?q=nosuchwordanywhere")
    page.get_by_role("status").get_by_text("Nothing found").wait_for()
    page.close()


def test_paper_shows_the_text_alone(browser: Browser, site: Site) -> None:
    """Warnings and sources are printed, menus are not, and links show where they lead."""
    page = opened(browser, site, color_scheme="dark")
    page.goto("/points/gb21/")
    page.emulate_media(media="print")
    assert page.get_by_text("leave this point out").is_visible()
    assert page.get_by_role("heading", name="Sources").is_visible()
    assert [page.locator(part).is_visible() for part in (".menu", ".menu-button", ".trail")] == [False] * 3
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.close()
