"""The first path through the house: an editor publishes in a browser; the API, a webhook and X tell of it."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
import requests

from tests.flows.delivery.conftest import Maker
from tests.flows.delivery.editor import Editor, browser_page
from tests.flows.delivery.installation import Installation
from tests.ops.programs import ROOT
from tests.services import NEVER, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgresql,
    pytest.mark.redis,
    pytest.mark.browser,
    pytest.mark.xdist_group("delivery"),
]
SCREENS = ROOT / "build" / "screens"
NAME, PASSWORD = "editor", "a long password of our own"


def write_article(editor: Editor) -> None:
    editor.begin("Articles", "Article page")
    editor.fill({"title": "Standing up now and then", "summary": "Why long sitting is hard on a back."})
    editor.add_text("Stand up every half hour, and walk a few steps.")


def write_summary(editor: Editor) -> None:
    editor.begin("Research", "Research summary page")
    editor.fill({"title": "A small made-up trial", "summary": "What twenty people told after six weeks."})
    editor.choose("reference", "Hsieh")
    editor.select({"design": "Randomised controlled trial", "modality": "Acupressure, by oneself"})
    editor.select({"evidence_level": "2: randomised trial"})
    editor.fill({"n_enrolled": 20, "population": "Twenty adults.", "intervention": "Pressing, once a day."})
    editor.fill({"conclusion": "No clear difference."})
    editor.write("limitations", "Twenty people are few.")
    editor.write("does_not_show", "That it helps, or that it does not.")


def write_point(editor: Editor) -> None:
    editor.begin("Points", "Point page")
    editor.fill({"title": "BL25 Dachangshu", "summary": "A point on the low back.", "code": "BL25"})
    editor.choose("meridian", "Bladder")
    editor.fill({"pinyin": "Dàchángshù", "hanzi_traditional": "大腸俞", "hanzi_simplified": "大肠俞"})
    editor.tick("Low back")
    editor.fill({"location": "Two finger widths beside the spine, at the height of the hip bones."})
    editor.write("how_to_find", "Put both hands on the hips: the thumbs point there.")
    editor.write("how_to_press", "Lean on a ball at the wall.")
    editor.fill({"seconds": 30})
    editor.fill({"traditional_use": "Used for the low back.", "evidence_note": "Nothing about this point alone."})


PAGES: dict[str, Callable[[Editor], None]] = {
    "articles/standing-up-now-and-then": write_article,
    "research/a-small-made-up-trial": write_summary,
    "points/bl25-dachangshu": write_point,
}


@pytest.fixture
def at_work(on_servers: Maker) -> Iterator[Installation]:
    """The demonstration site with the sandbox connected, all processes running, and an editor."""
    with on_servers("first_path") as installation:
        for command in ("load_demo", "connect_sandbox"):
            installation.manage(command)
        options = ["--noinput", "--username", NAME, "--email", "editor@example.org"]
        installation.manage("createsuperuser", *options, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
        installation.start_web()
        for worker in ("worker-1", "worker-2"):
            installation.start_worker(worker)
        installation.start_beat()
        wait_until(lambda: healthy(installation), "the site's health")
        yield installation
        installation.revive()  # which says so if a process has ended


def healthy(installation: Installation) -> bool:
    try:
        return requests.get(f"{installation.address}/healthz", timeout=NEVER).ok
    except requests.ConnectionError:
        return False


def document(installation: Installation, path: str) -> requests.Response:
    """What the API answers about the page at a path."""
    address = f"{installation.address}/api/v1/documents/by-path/"
    return requests.get(address, params={"path": f"/{path}/"}, timeout=NEVER)


def told(installation: Installation, path: str) -> list[dict[str, object]]:
    """The webhooks received about a path."""
    return [message for message in installation.sandbox.messages() if message["body"]["data"]["path"] == f"/{path}/"]


def posted(installation: Installation, path: str) -> list[str]:
    """The posts on the timeline that lead to a path."""
    links = [link for post in installation.sandbox.posts() for link in post["links"]]
    return [link for link in links if urlsplit(link).path == f"/{path}/"]


def test_what_an_editor_publishes_goes_all_the_way(at_work: Installation, chromium: str) -> None:
    """Published in the admin, a page of each type is in the API at once, verified at a webhook, and on X once."""
    with browser_page(chromium, SCREENS) as page:
        editor = Editor(page, at_work.address, SCREENS)
        editor.sign_in(NAME, PASSWORD)
        for path, write in PAGES.items():
            write(editor)
            editor.shoot(path.partition("/")[0])
            editor.review("Amara Osei-Lindt", "2026-11-02", "2096-11-02")
            editor.publish()
            assert document(at_work, path).status_code == 200
        wait_until(lambda: all(told(at_work, path) and posted(at_work, path) for path in PAGES), "all the news")
        shoot_screens(editor, at_work)
    for path in PAGES:
        [message] = told(at_work, path)
        assert (message["verified"], message["arrivals"]) == (True, 1)
        assert len(posted(at_work, path)) == 1


def shoot_screens(editor: Editor, installation: Installation) -> None:
    """The screens that the papers show."""
    for name, path in {
        "admin": "/admin/",
        "deliveries": "/admin/deliveries/",
        "destinations": "/admin/destinations/",
        "api": "/api/v1/articles/",
        "api-docs": "/api/v1/docs/",
    }.items():
        editor.shoot(name, f"{installation.address}{path}")
    editor.shoot("timeline", installation.sandbox.address)
