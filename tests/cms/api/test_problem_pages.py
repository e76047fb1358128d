"""The pages about errors, in a real browser."""

import pytest
from playwright.sync_api import sync_playwright

from tests.accessibility import findings
from tests.flows.delivery.editor import QUIET
from tests.foreign import REQUIREMENTS, foreign_packages
from tests.services import NEVER


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("path", ["problems/", "problems/invalid-parameter/"])
def test_the_pages_are_for_everybody(chromium: str, address: str, pytestconfig: pytest.Config, path: str) -> None:
    """axe finds nothing on phone and desktop, by day and by night; nothing is scrolled sideways or refused."""
    tools = foreign_packages(REQUIREMENTS / "pages", pytestconfig.cache.mkdir("pages")) / "node_modules"
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", *QUIET])
        page = browser.new_page()
        page.set_default_timeout(NEVER * 1000)
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{address}/api/v1/{path}")
        assert complaints == []
        assert findings(page, (tools / "axe-core/axe.min.js").read_text()) == []
        browser.close()
