"""Meta's own library, facebook_business, at work on the stand-in beside our channel: each sees what the other did."""

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Account, Outcome, Presence
from integrations.http import send
from tests.foreign import foreign_python
from tests.integrations.channels.samples import MARKER, MESSAGE
from tests.sandbox_server import RunningSandbox, running_sandbox
from tests.services import NEVER

pytestmark = pytest.mark.slow

FACEBOOK = channel("facebook")
START = """
import json, sys
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

FacebookSession.GRAPH, (number, app, secret, token) = sys.argv[1], sys.argv[2:6]
api = FacebookAdsApi.init(app, secret, token, crash_log=False, timeout=30)
page = Page(number)
"""
READER = """
posts = page.get_published_posts(fields=["id", "message", "created_time", "permalink_url"], params={"limit": 5})
print(json.dumps([post.export_all_data() for post in posts]))
"""
WRITER = """
link = page.create_feed(params={"message": "Hello", "link": sys.argv[6]})
photo = page.create_photo(params={"url": "https://example.org/towel.png", "caption": "A towel"})
PagePost(link["id"]).api_update(params={"message": "Hello again"})
PagePost(photo["post_id"]).api_delete()
print(json.dumps([link["id"], photo["post_id"]]))
"""
DEBUGGER = """
asked = FacebookAdsApi(FacebookSession(app, None, f"{app}|{secret}", timeout=30))
print(json.dumps(asked.call("GET", ["debug_token"], {"input_token": token}).json()))
"""
REFUSED = """
try:
    page.create_feed(params={"message": "Hello"})
except FacebookRequestError as error:
    print(json.dumps([error.http_status(), error.api_error_code(), error.api_error_subcode()]))
"""
Foreign = Callable[..., Any]


@pytest.fixture(scope="session")
def python(pytestconfig: pytest.Config) -> Path:
    """A Python with facebook_business."""
    return foreign_python("facebook", pytestconfig.cache.mkdir("foreign"))


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    """The stand-ins, with an empty file."""
    with running_sandbox(tmp_path / "sandbox.sqlite3") as running:
        yield running


@pytest.fixture
def ours(sandbox: RunningSandbox) -> Account:
    """Our account of the Page."""
    return sandbox.account("facebook")


@pytest.fixture
def theirs(python: Path, sandbox: RunningSandbox, ours: Account) -> Foreign:
    """Runs a program that uses facebook_business on the same Page, and gives what it says."""
    who = [ours.config["page_id"], ours.config["app_id"], ours.secret["app_secret"], ours.secret["access_token"]]

    def run(program: str, *arguments: str) -> Any:
        command = [str(python), "-W", "ignore", "-c", START + program, sandbox.address, *who, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=NEVER)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def post(ours: Account, marker: str = MARKER) -> str:
    verdict = FACEBOOK.commit(FACEBOOK.compose(MESSAGE, ours.config, marker), MESSAGE, ours, send)
    assert verdict.outcome is Outcome.OK
    return verdict.remote_id


def test_it_reads_what_we_posted(ours: Account, theirs: Foreign) -> None:
    """Every post once, over several pages, with words, date and address."""
    made = [post(ours, f"mark{number}") for number in range(7)]
    read = theirs(READER)
    assert [one["id"] for one in read] == made[::-1]
    assert all(one["message"].startswith("Sleeping with a stiff neck") for one in read)
    assert all(one["permalink_url"] and datetime.fromisoformat(one["created_time"]) for one in read)


def test_we_find_what_it_posted(ours: Account, theirs: Foreign, sandbox: RunningSandbox) -> None:
    """It posts a link and a photo, changes the one and deletes the other; our look-up and our deletion know both."""
    link, photo = theirs(WRITER, f"https://example.org/?m={MARKER}")
    (stands,) = sandbox.page_posts()
    assert (stands["id"], stands["text"], stands["edited"]) == (link, "Hello again", True)
    sighting = FACEBOOK.lookup(MARKER, ours, datetime.now(UTC) - timedelta(minutes=5), send)
    assert (sighting.presence, sighting.remote_id) == (Presence.FOUND, link)
    assert [FACEBOOK.retract(number, ours, send).outcome for number in (photo, link)] == [Outcome.OK, Outcome.OK]
    assert sandbox.page_posts() == []


def test_it_learns_of_the_token_what_we_learn(ours: Account, theirs: Foreign) -> None:
    """A token that our probe calls good is valid for Meta's library, for this Page and with our scopes."""
    token = theirs(DEBUGGER)["data"]
    assert FACEBOOK.probe(ours, send).outcome is Outcome.OK
    assert (token["is_valid"], token["profile_id"]) == (True, ours.config["page_id"])
    assert {"pages_manage_posts", "pages_read_engagement"} <= set(token["scopes"])


@pytest.mark.parametrize(
    "mode,error",
    [
        ("401", [401, 190, 463]),
        ("429", [400, 80001, None]),
        ("503", [503, 2, None]),
        ("duplicate_without_post", [400, 506, None]),
    ],
)
def test_it_understands_every_refusal(theirs: Foreign, sandbox: RunningSandbox, mode: str, error: list[Any]) -> None:
    """Status, code and subcode are where Meta's library looks for them."""
    sandbox.spoil("facebook", mode)
    assert theirs(REFUSED) == error
