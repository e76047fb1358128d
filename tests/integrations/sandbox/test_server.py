import json
import os
import socket
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from integrations.channels import channel
from integrations.http import Request, Response, send
from integrations.sandbox.connect import demo_destinations
from tests.integrations.channels.samples import MARKER, MESSAGE, shared
from tests.sandbox_server import RunningSandbox
from tests.services import NEVER


def get(sandbox: RunningSandbox, path: str) -> Response:
    return send(Request("GET", sandbox.address + path))


def publish(sandbox: RunningSandbox, title: str = "Sleeping with a stiff neck") -> None:
    """One message to every demo destination."""
    for name in ("x", "facebook", "mastodon", "wordpress", "webhook"):
        account, message = sandbox.account(name), shared(title=title)
        channel(name).commit(channel(name).compose(message, account.config, MARKER), message, account, send)


def test_listens_on_the_loopback_address_only(sandbox: RunningSandbox) -> None:
    """No other address of the machine reaches it."""
    with socket.socket() as other:
        other.settimeout(1)
        assert other.connect_ex(("127.0.0.2", sandbox.port)) != 0


def test_answers_to_its_own_name_only(sandbox: RunningSandbox) -> None:
    """A name that was made to point here gets nothing."""
    response = send(Request("GET", sandbox.address + "/", {"host": "attacker.example.org"}))
    assert response.status == 421


def test_stores_are_readable_as_json(sandbox: RunningSandbox) -> None:
    """The posts and the webhooks can be read by a test in another process."""
    publish(sandbox)
    (post,) = json.loads(get(sandbox, "/sandbox/timeline.json").body)["posts"]
    (note,) = json.loads(get(sandbox, "/sandbox/facebook.json").body)["posts"]
    (status,) = json.loads(get(sandbox, "/sandbox/mastodon.json").body)["posts"]
    (entry,) = json.loads(get(sandbox, "/sandbox/wordpress.json").body)["posts"]
    (message,) = json.loads(get(sandbox, "/sandbox/hooks.json").body)["messages"]
    assert post["links"] == [note["link"]] == [status["text"].split()[-1]] == [f"{MESSAGE.url}?m={MARKER}"]
    assert f'href="{MESSAGE.url}"' in entry["content"]
    assert (message["message_id"], message["verified"], message["arrivals"]) == (MESSAGE.id, True, 1)


class Page(HTMLParser):
    """What a page refers to, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_page_shows_posts_and_webhook(sandbox: RunningSandbox) -> None:
    """A person sees the posts with their link cards and marker, and the webhook with its verified signature."""
    publish(sandbox)
    page = Page(get(sandbox, "/").body.decode())
    assert page.links.count(f"{MESSAGE.url}?m={MARKER}") == 3
    assert page.links.count(MESSAGE.url) == 1
    for words in ("Nothing here leaves it", "Sleeping with a stiff neck", f"m={MARKER}", "Signature verified"):
        assert words in page.text


def test_page_escapes_what_it_shows(sandbox: RunningSandbox) -> None:
    """Text from outside stays text."""
    publish(sandbox, title="<script>alert(1)</script>")
    page = Page(get(sandbox, "/").body.decode())
    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in page.text


def test_page_needs_nothing_from_elsewhere(sandbox: RunningSandbox) -> None:
    """Without posts the page refers to itself alone, and the browser is told to load nothing else."""
    response = get(sandbox, "/")
    assert all(link.startswith(("/", "#", "data:,")) for link in Page(response.body.decode()).links)
    assert "default-src 'none'" in response.header("content-security-policy")
    assert get(sandbox, "/page.css").header("content-type") == "text/css; charset=utf-8"


def test_page_of_a_post_is_its_place_on_the_timeline(sandbox: RunningSandbox) -> None:
    """The address that X, Facebook, Mastodon or a blog would have for a post leads to it here."""
    publish(sandbox)
    addresses = {"/i/web/status/": sandbox.posts, "/": sandbox.page_posts, "/@meridian_demo/": sandbox.statuses}
    for path, stands in addresses.items():
        (post,) = stands()
        assert get(sandbox, f"{path}{post['id']}").header("location") == f"/#post-{post['id']}"
        assert f'id="post-{post["id"]}"' in get(sandbox, "/").body.decode()
    (entry,) = sandbox.blog_posts()
    assert get(sandbox, f"/blog/{entry['slug']}/").header("location") == f"/#post-{entry['slug']}"
    assert f'id="post-{entry["slug"]}"' in get(sandbox, "/").body.decode()


def test_secrets_are_made_for_each_installation(tmp_path: Path) -> None:
    """Two installations share no secret, and one keeps those it has when it connects again, but for X's tokens."""
    here, again, there = (demo_destinations(8010, tmp_path / name) for name in ("a.sqlite3", "a.sqlite3", "b.sqlite3"))
    assert here[0]["secret"] == again[0]["secret"] != there[0]["secret"]
    for mine, still_mine, yours in zip(here[2:], again[2:], there[2:], strict=True):
        assert mine["secret"] == still_mine["secret"]
        assert not {*mine["secret"].values()} & {*yours["secret"].values()}
    assert not {*here[1]["secret"].values()} & {*there[1]["secret"].values()} - {here[1]["secret"]["expires_at"]}
    names = ["webhook receiver", "X timeline", "Facebook Page", "Mastodon account", "WordPress blog"]
    assert [d["name"] for d in here] == [f"Sandbox {name} (demo)" for name in names]


def start(folder: Path, **environment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "integrations.sandbox", "--port", "0", "--data", str(folder / "s.sqlite3")]
    return subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize(
    "environment", [{"MERIDIAN_ENV": "production"}, {"DJANGO_SETTINGS_MODULE": "cms.settings.production"}]
)
def test_production_refuses_it(tmp_path: Path, environment: dict[str, str]) -> None:
    """With production's settings it says why it does not start, and fails."""
    with start(tmp_path, **environment) as process:
        complaint = process.communicate(timeout=NEVER)[1]
    assert process.returncode == 1
    assert complaint == "The sandbox pretends to be other services. It does not run in production.\n"


def test_command_serves_until_it_is_stopped(tmp_path: Path) -> None:
    """The command says where it listens, answers there, and ends well when terminated."""
    with start(tmp_path) as process:
        assert process.stdout
        address = process.stdout.readline().removeprefix("Sandbox on ").strip()
        assert send(Request("GET", address)).status == 200
        process.terminate()
        assert process.wait(timeout=NEVER) == 0
