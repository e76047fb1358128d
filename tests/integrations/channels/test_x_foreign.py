"""tweepy and X's own xdk at work on the stand-in beside our channel: each sees what the other did."""

import json
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from integrations.channels import channel
from integrations.channels.base import Account, Outcome, Presence
from integrations.http import send
from tests.foreign import foreign_python, run_foreign
from tests.integrations.channels.samples import MARKER, MESSAGE, PICTURE
from tests.sandbox_server import RunningSandbox, running_sandbox
from tests.services import NEVER

pytestmark = pytest.mark.slow

X = channel("x")
TWEEPY = """
import json, sys
import requests, tweepy

class Elsewhere(requests.adapters.HTTPAdapter):
    def send(self, request, **options):
        request.url = request.url.replace("https://api.twitter.com", sys.argv[1], 1)
        return super().send(request, **options)

client = tweepy.Client(bearer_token=sys.argv[2])
client.session.mount("https://", Elsewhere())
"""
TWEEPY_WRITER = """
first, second = (client.create_tweet(text=text, user_auth=False).data["id"] for text in ("Hello", "Goodbye"))
reply = client.create_tweet(text="Hello again", in_reply_to_tweet_id=first, user_auth=False).data["id"]
try:
    client.create_tweet(text="Hello", user_auth=False)
except tweepy.Forbidden as error:
    refused = error.api_messages
gone = client.delete_tweet(second, user_auth=False).data["deleted"]
print(json.dumps([first, reply, gone, refused]))
"""
TWEEPY_READER = """
pages = tweepy.Paginator(client.get_users_tweets, sys.argv[3], max_results=5)
me = client.get_me(user_auth=False).data.username
print(json.dumps([me, [[post.id, post.text] for post in pages.flatten()]]))
"""
TWEEPY_LIMITED = """
try:
    client.create_tweet(text="Too soon", user_auth=False)
except tweepy.TooManyRequests as error:
    print(json.dumps([error.response.headers["x-rate-limit-remaining"], error.api_codes]))
"""
XDK = """
import base64, json, sys
from xdk import Client

client = Client(base_url=sys.argv[1], access_token=sys.argv[2])
"""
XDK_WRITER = """
content = base64.b64decode(sys.argv[3])
begun = {"media_type": "image/png", "media_category": "tweet_image", "total_bytes": len(content)}
number = client.media.initialize_upload(begun).data.id
client.media.append_upload(number, {"segment_index": 0, "media": sys.argv[3]})
client.media.finalize_upload(number)
client.media.create_metadata({"id": number, "metadata": {"alt_text": {"text": "A square"}}})
shown = client.posts.create({"text": "Look", "media": {"media_ids": [number]}}).data.id
gone = client.posts.create({"text": "Goodbye"}).data.id
client.posts.delete(gone)
print(json.dumps(shown))
"""
XDK_READER = """
pages = client.users.get_posts(sys.argv[3], max_results=5, post_fields=["entities"])
print(json.dumps([[post.model_dump(exclude_none=True) for post in page.data or []] for page in pages]))
"""
XDK_CONSENT = """
import os
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
web, client_id, client_secret, scopes = sys.argv[3:7]
asking = Client(
    base_url=sys.argv[1], authorization_base_url=web, client_id=client_id, client_secret=client_secret,
    redirect_uri="http://localhost/return/", scope=scopes,
)
print(asking.get_authorization_url(), flush=True)
tokens = asking.exchange_code(input())
first = dict(tokens)
second = asking.refresh_token()
print(json.dumps([first, dict(second)]))
"""
Foreign = Callable[..., Any]


@pytest.fixture(scope="session")
def python(pytestconfig: pytest.Config) -> Path:
    """A Python with tweepy and xdk."""
    return foreign_python("x", pytestconfig.cache.mkdir("foreign"))


@pytest.fixture
def client(python: Path) -> Foreign:
    """Runs a program that uses such a client, and gives what it says."""
    return partial(run_foreign, python)


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with running_sandbox(tmp_path / "sandbox.sqlite3") as running:
        yield running


@pytest.fixture
def connected(sandbox: RunningSandbox) -> Account:
    return sandbox.account("x")


@pytest.fixture
def where(sandbox: RunningSandbox, connected: Account) -> tuple[str, str]:
    """Address and token, as every program wants them first."""
    return sandbox.address, connected.secret["access_token"]


def test_tweepy_works_on_the_stand_in(client: Foreign, where: tuple[str, str], sandbox: RunningSandbox) -> None:
    """It posts, replies, deletes, and understands a refusal; what stands is what it says."""
    first, reply, gone, refused = client(TWEEPY + TWEEPY_WRITER, *where)
    assert [post["id"] for post in sandbox.posts()] == [reply, first]
    assert gone is True
    assert refused == ["You are not allowed to create a Tweet with duplicate content."]


def test_tweepy_reads_what_we_posted(client: Foreign, where: tuple[str, str], connected: Account) -> None:
    """Our posts are on the timeline to its last page, under the account's name."""
    for number in range(7):
        payload = X.compose(MESSAGE, connected.config, f"mark{number}")
        assert X.commit(payload, MESSAGE, connected, send).outcome is Outcome.OK
    me, posts = client(TWEEPY + TWEEPY_READER, *where, connected.config["user_id"])
    assert (me, len(posts)) == ("meridian_demo", 7)
    assert all("Sleeping with a stiff neck" in text for _number, text in posts)


def test_tweepy_understands_the_limit(client: Foreign, where: tuple[str, str], sandbox: RunningSandbox) -> None:
    """The headers and codes of a 429 are where it looks for them."""
    sandbox.spoil("x", "429:60")
    assert client(TWEEPY + TWEEPY_LIMITED, *where) == ["0", [88]]


def test_xdk_posts_a_picture(client: Foreign, where: tuple[str, str], sandbox: RunningSandbox) -> None:
    """X's own client uploads in its way, describes, posts and deletes."""
    number = client(XDK + XDK_WRITER, *where, b64encode(PICTURE).decode())
    (post,) = sandbox.posts()
    assert (post["id"], post["alt"], post["text"]) == (number, "A square", "Look")


def test_xdk_reads_what_we_posted(client: Foreign, where: tuple[str, str], connected: Account) -> None:
    """The marker is in `entities.urls.expanded_url`, where our own look-up finds it."""
    payload = X.compose(MESSAGE, connected.config, MARKER)
    X.commit(payload, MESSAGE, connected, send)
    ((post,),) = client(XDK + XDK_READER, *where, connected.config["user_id"])
    assert post["entities"]["urls"][0]["expanded_url"].endswith(f"?m={MARKER}")
    since = datetime.now(UTC) - timedelta(minutes=5)
    assert X.lookup(MARKER, connected, since, send).presence is Presence.FOUND


def test_xdk_is_given_consent_and_tokens(
    python: Path, where: tuple[str, str], connected: Account, sandbox: RunningSandbox
) -> None:
    """X's own client asks for consent with PKCE, exchanges the code, and renews: the pair it gets is another one."""
    app = (connected.secret["client_id"], connected.secret["client_secret"])
    scopes = "tweet.read tweet.write users.read offline.access"
    command = [str(python), "-W", "ignore", "-c", XDK + XDK_CONSENT, *where, f"{sandbox.address}/i", *app, scopes]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout
        assert asking.stdin
        page = urlsplit(asking.stdout.readline().strip())
        chosen = {"asked": page.query, "allow": "meridian_demo"}
        back = requests.post(page._replace(query="").geturl(), data=chosen, allow_redirects=False, timeout=30)
        said, _ = asking.communicate(
            parse_qs(urlsplit(back.headers["location"]).query)["code"][0] + "\n", timeout=NEVER
        )
    first, second = json.loads(said)
    assert first["access_token"] != second["access_token"]
    assert first["refresh_token"] != second["refresh_token"]
