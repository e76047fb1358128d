"""The reference page, in a real browser."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import sync_playwright

from cms.api.openapi import description


@pytest.mark.browser
def test_the_page_shows_every_address_without_asking_anybody_else(chromium: str, address: str) -> None:
    """Under the strict policy the page lists every operation, asks no other host, and the console stays empty."""
    asked, complaints = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{address}/api/v1/docs/")
        page.locator(".opblock").first.wait_for()
        shown = page.locator(".opblock").count()
        browser.close()
    assert shown == sum(len(operations) for operations in description()["paths"].values())
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert complaints == []


def test_the_page_is_held_to_the_strict_policy(client: Client) -> None:
    """The page has no exception from the content security policy, and nothing inline."""
    answer = client.get("/api/v1/docs/")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert settings.STATIC_URL in answer.content.decode()
    assert "<style" not in answer.content.decode()
