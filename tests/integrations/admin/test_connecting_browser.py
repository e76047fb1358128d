"""Connecting an account as a person does, in a real browser, across two sites."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from cms.users.models import User
from integrations.models import Destination
from integrations.sandbox.connect import facebook_page, x_account
from integrations.sandbox.facebook_tokens import open_page
from tests.flows.delivery.editor import Editor, browser_page
from tests.integrations.fakes import make_destination
from tests.sandbox_server import RunningSandbox, running_sandbox

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def unconnected(sandbox: RunningSandbox) -> Destination:
    """A destination that knows its app and no account yet."""
    found = x_account(sandbox.store, sandbox.address, "meridian_demo")
    app = {name: found["secret"][name] for name in ("client_id", "client_secret")}
    config = {**found["config"], "user_id": "", "connected_as": ""}
    return make_destination(name="Our account", channel="x", config=config, secret=app)


def choose(page: Page, button: str, then: str) -> None:
    """Begin on the destination's page, choose on X's, and read what the admin says."""
    page.locator("a", has_text="Connect with X").click()
    page.get_by_role("button", name="Continue to X").click()
    page.get_by_role("button", name=button).click()
    page.get_by_text(then).first.wait_for()


def test_a_person_connects_an_account(
    live_server: LiveServer, settings: Settings, chromium: str, tmp_path: Path
) -> None:
    """Denying says so and changes nothing; allowing leads back to a destination that names its account."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    User.objects.create_superuser("desk", password="a-long-password")
    with running_sandbox(tmp_path / "sandbox.sqlite3") as sandbox:
        destination = unconnected(sandbox)
        with browser_page(chromium, tmp_path) as page:
            Editor(page, live_server.url, tmp_path).sign_in("desk", "a-long-password")
            page.goto(f"{live_server.url}/admin/destinations/edit/{destination.pk}/")
            choose(page, "Deny", then="It was not allowed there")
            choose(page, "Allow as @meridian_demo", then="Connected as @meridian_demo.")
    destination.refresh_from_db()
    assert (destination.config["user_id"], "refresh_token" in destination.secret) == ("1", True)


def without_a_page(sandbox: RunningSandbox) -> Destination:
    """A destination that knows its app on Facebook, where one person runs two Pages."""
    open_page(sandbox.store, "Meridian Events", beside=open_page(sandbox.store, "Meridian"))
    found = facebook_page(sandbox.store, sandbox.address, "Meridian")
    app = {"app_secret": found["secret"]["app_secret"]}
    return make_destination(name="Our Page", channel="facebook", config={**found["config"], "page_id": ""}, secret=app)


def test_a_person_connects_one_of_their_pages(
    live_server: LiveServer, settings: Settings, chromium: str, tmp_path: Path
) -> None:
    """Facebook leads back to the admin, which asks for one of the Pages that were allowed, and names it then."""
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    User.objects.create_superuser("desk", password="a-long-password")
    with running_sandbox(tmp_path / "sandbox.sqlite3") as sandbox:
        destination = without_a_page(sandbox)
        with browser_page(chromium, tmp_path) as page:
            editor = Editor(page, live_server.url, tmp_path)
            editor.sign_in("desk", "a-long-password")
            page.goto(f"{live_server.url}/admin/destinations/edit/{destination.pk}/")
            page.locator("a", has_text="Connect with Facebook").click()
            page.get_by_role("button", name="Continue to Facebook").click()
            editor.shoot("dialog")
            page.get_by_role("button", name="Allow").click()
            page.get_by_label("Meridian Events").check()
            editor.shoot("choice")
            page.get_by_role("button", name="Connect this one").click()
            page.get_by_text("Connected as Meridian Events.").first.wait_for()
            editor.shoot("connected")
    destination.refresh_from_db()
    assert (destination.config["connected_as"], "access_token" in destination.secret) == ("Meridian Events", True)
