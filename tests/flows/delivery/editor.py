"""An editor at work in the admin, in a real browser."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from tests.services import NEVER

QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
PUBLISHED = re.compile("has been published|created and published")  # with a draft saved before, and without
AUTOSAVE = 1_500  # milliseconds after the last key within which the form begins to save its draft


@contextmanager
def browser_page(chromium: str, screens: Path) -> Iterator[Page]:
    """A page of a headless Chromium that calls nobody; what is on it when a test fails is saved to the screens."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", *QUIET])
        page = browser.new_page(viewport={"width": 1360, "height": 900})
        page.set_default_timeout(NEVER * 1000)
        try:
            yield page
        except Exception:
            # Whatever went wrong is raised again, once it can be seen.
            page.screenshot(path=screens / "failed.png")
            raise
        finally:
            browser.close()


class Editor:
    """Somebody who knows the admin's forms.

    Args:
        page: the browser's page.
        address: of the site.
        screens: the folder that screenshots are saved to.
    """

    def __init__(self, page: Page, address: str, screens: Path) -> None:
        self.page, self.address, self.screens = page, address, screens

    def sign_in(self, name: str, password: str) -> None:
        self.page.goto(f"{self.address}/admin/")
        self.page.locator("input[name=username]").fill(name)
        self.page.locator("input[name=password]").fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/admin/")

    def begin(self, parent: str, kind: str) -> None:
        """Open the form of a new child page.

        Args:
            parent: the title of the page it goes under.
            kind: of page, by its name in the admin.
        """
        self.page.goto(f"{self.address}/admin/pages/")
        for title in ("Self-care for the back", parent):
            self.page.get_by_role("link", name=f"Explore child pages of '{title}'").click()
        self.page.get_by_role("link", name="Add child page").first.click()
        self.page.locator("#id_title").wait_for()
        self.page.get_by_text(f"New: {kind}").first.wait_for()

    def fill(self, fields: Mapping[str, str | int]) -> None:
        """Type into fields, by their names."""
        for name, value in fields.items():
            self.page.locator(f"#id_{name}").fill(str(value))

    def select(self, choices: Mapping[str, str]) -> None:
        """Choose from drop-downs, by their names and the words shown."""
        for name, words in choices.items():
            self.page.locator(f"#id_{name}").select_option(label=words)

    def tick(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def write(self, name: str, text: str) -> None:
        """Write into a rich-text field."""
        self._type(self.page.locator(f"[data-contentpath='{name}']"), text)

    def add_text(self, text: str) -> None:
        """Add a block of text to an empty body."""
        body = self.page.locator("[data-contentpath='body']")
        body.get_by_role("button", name="Insert a block").first.click()
        self.page.get_by_role("option", name="Text", exact=True).click()
        self._type(body, text)

    def review(self, reviewer: str, day: str, next_day: str) -> None:
        """Say who has checked the page, when, and by when it must be checked again."""
        self.page.get_by_role("tab", name="Review and sources").click()
        self.choose("medical_reviewer", reviewer, kind="person")
        self.fill({"reviewed_on": day, "next_review_on": next_day})

    def choose(self, name: str, what: str, kind: str = "") -> None:
        """Choose a snippet in a dialog; its `kind` is the field's name unless it is given."""
        self.page.locator(f"#id_{name}-chooser").get_by_role("button", name=f"Choose {kind or name}").click()
        self.page.get_by_role("dialog").get_by_role("link", name=what).first.click()
        self.page.locator(f"#id_{name}-chooser").get_by_text(what).wait_for()

    def publish(self) -> None:
        """Publish, but not while the form saves a draft by itself: that would make the page a second time."""
        self.page.wait_for_timeout(AUTOSAVE)
        self.page.locator(".w-autosave-indicator__state--saving").wait_for(state="hidden")
        self.page.get_by_role("button", name="More actions").last.click()
        self.page.get_by_role("button", name="Publish", exact=True).click()
        self.page.get_by_text(PUBLISHED).wait_for()

    def shoot(self, name: str, address: str = "") -> None:
        """Save what is on the screen, or what stands at an address."""
        if address:
            self.page.goto(address)
            self.page.wait_for_load_state("networkidle")
        self.page.evaluate("scrollTo(0, 0)")
        self.screens.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.screens / f"{name}.png")

    @staticmethod
    def _type(inside: Locator, text: str) -> None:
        inside.locator("[contenteditable=true]").first.click()
        inside.locator("[contenteditable=true]").first.press_sequentially(text)
