import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Account, Outcome, Presence, Send, Verdict
from integrations.channels.facebook_requests import api_request
from integrations.http import DoorError, Request, Response, send
from integrations.sandbox.connect import facebook_page
from tests.integrations.channels.samples import MARKER, MESSAGE, shared
from tests.meta_contract import MetaContract
from tests.sandbox_server import RunningSandbox, running_sandbox

FACEBOOK = channel("facebook")
PICTURE = "https://cms.example.org/images/sleep.jpg"


def post(account: Account, through: Send, marker: str = MARKER) -> Verdict:
    return FACEBOOK.commit(FACEBOOK.compose(MESSAGE, account.config, marker), MESSAGE, account, through)


def look_up(account: Account, through: Send, marker: str = MARKER) -> Presence:
    return FACEBOOK.lookup(marker, account, datetime.now(UTC) - timedelta(minutes=5), through).presence


def other(sandbox: RunningSandbox, account: Account) -> Account:
    """The same connection, with another Page."""
    return replace(account, **facebook_page(sandbox.store, sandbox.address, "Another Page"))


def test_post_stands_is_found_and_taken_back(sandbox: RunningSandbox, send_to_facebook: Send) -> None:
    """A post is on the Page once, is found by its marker, and is gone after it was taken back."""
    account = sandbox.account("facebook")
    posted = post(account, send_to_facebook)
    assert posted.outcome is Outcome.OK
    assert posted.remote_url == f"{sandbox.address}/{posted.remote_id}"
    assert [p["id"] for p in sandbox.page_posts()] == [posted.remote_id]
    assert look_up(account, send_to_facebook) is Presence.FOUND
    assert FACEBOOK.retract(posted.remote_id, account, send_to_facebook).outcome is Outcome.OK
    assert sandbox.page_posts() == []
    assert look_up(account, send_to_facebook) is Presence.ABSENT


def test_photo_stands_with_its_text_and_is_found(sandbox: RunningSandbox, send_to_facebook: Send) -> None:
    """A photo is on the Page with its alternative text, and the marker in its caption finds it."""
    account = sandbox.account("facebook")
    account.config = {**account.config, "posts_as": "photo"}
    message = shared(image=PICTURE, image_alt="A rolled towel")
    payload = FACEBOOK.compose(message, account.config, MARKER)
    posted = FACEBOOK.commit(payload, message, account, send_to_facebook)
    (stands,) = sandbox.page_posts()
    assert (stands["id"], stands["picture"], stands["alt"]) == (posted.remote_id, PICTURE, "A rolled towel")
    assert look_up(account, send_to_facebook) is Presence.FOUND
    assert FACEBOOK.retract(posted.remote_id, account, send_to_facebook).outcome is Outcome.OK


def test_edited_post_stays_where_it_is(sandbox: RunningSandbox, send_to_facebook: Send) -> None:
    """A correction changes the words of the one post that stands; its link stays."""
    account = sandbox.account("facebook")
    posted = post(account, send_to_facebook)
    corrected = FACEBOOK.compose(shared(title="Sleeping well"), account.config, MARKER)
    assert FACEBOOK.update(posted.remote_id, corrected, account, send_to_facebook).outcome is Outcome.OK
    (stands,) = sandbox.page_posts()
    assert stands["text"].startswith("Sleeping well\n\n")
    assert (stands["link"], stands["edited"]) == (f"{MESSAGE.url}?m={MARKER}", True)


def test_taking_back_twice_is_success(sandbox: RunningSandbox, send_to_facebook: Send) -> None:
    """What is gone already counts as taken back, because the token turns out to be good."""
    account = sandbox.account("facebook")
    posted = post(account, send_to_facebook)
    verdicts = [FACEBOOK.retract(posted.remote_id, account, send_to_facebook) for _ in range(2)]
    assert [verdict.outcome for verdict in verdicts] == [Outcome.OK, Outcome.OK]


def test_only_the_last_post_is_compared_with(sandbox: RunningSandbox, send_to_facebook: Send) -> None:
    """The same content twice in a row is a duplicate; with another post between, nobody is kept from it."""
    account = sandbox.account("facebook")
    outcomes = [post(account, send_to_facebook, marker).outcome for marker in ("one", "one", "two", "one")]
    assert outcomes == [Outcome.OK, Outcome.DUPLICATE, Outcome.OK, Outcome.OK]


def test_look_up_follows_every_page(sandbox: RunningSandbox, send_to_facebook: Send) -> None:
    """The oldest of many posts is found behind the last page, and only its own marker finds it."""
    account = sandbox.account("facebook")
    for number in range(12):
        assert post(account, send_to_facebook, f"mark{number:02}").outcome is Outcome.OK
    assert look_up(account, send_to_facebook, "mark00") is Presence.FOUND
    assert look_up(account, send_to_facebook, "mark0") is Presence.ABSENT


def test_probe_knows_its_own_page(sandbox: RunningSandbox, send_to_facebook: Send) -> None:
    """The Page's token is good; for another Page, taken away or asked for by another app it is not."""
    account = sandbox.account("facebook")
    assert FACEBOOK.probe(account, send_to_facebook).outcome is Outcome.OK
    for config, secret, outcome in (
        ({"page_id": "99"}, {}, Outcome.PERMISSION),
        ({}, {"access_token": "guessed"}, Outcome.AUTH_REVOKED),
        ({}, {"app_secret": "guessed"}, Outcome.AUTH_EXPIRED),
    ):
        wrong = replace(account, config={**account.config, **config}, secret={**account.secret, **secret})
        assert FACEBOOK.probe(wrong, send_to_facebook).outcome is outcome


@pytest.mark.parametrize(
    "edge,content",
    [
        ("feed", {"message": "hello", "colour": "red"}),
        ("feed", {}),
        ("feed", {"message": 5}),
        ("feed", {"message": "a" * 63_207}),
        ("feed", {"link": "example.org"}),
        ("feed", {"link": "http://[half"}),
        ("feed", {"link": "https://www.facebook.com/somebody"}),
        ("feed", []),
        ("photos", {"caption": "no picture"}),
        ("photos", {"url": "sleep.jpg"}),
    ],
)
def test_what_facebook_would_not_take_is_refused(
    sandbox: RunningSandbox, meta_contract: MetaContract, edge: str, content: Any
) -> None:
    """Unknown parameters, empty and over-long posts and what is no address are refused, and leave nothing."""
    account = sandbox.account("facebook")
    path = f"{account.config['page_id']}/{edge}"
    request = api_request("POST", path, account, body=json.dumps(content).encode())
    response = send(request)
    meta_contract.judge_answer(request, response)
    assert response.status == 400
    assert sandbox.page_posts() == []


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "ten"},
        {"since": "lately"},
        {"after": "!"},
        {"fields": "id,secrets"},
        {"fields": "id,link"},
        {"colour": "red"},
    ],
)
def test_odd_queries_are_refused(sandbox: RunningSandbox, meta_contract: MetaContract, query: dict[str, str]) -> None:
    """A query that Meta's specs do not know, or a field of former versions, is a 400."""
    account = sandbox.account("facebook")
    request = api_request("GET", f"{account.config['page_id']}/published_posts", account, query)
    response = send(request)
    meta_contract.judge_answer(request, response)
    assert response.status == 400


def test_post_is_read_by_its_number(sandbox: RunningSandbox, send_to_facebook: Send) -> None:
    """A post can be asked for with its fields; one that is not there is an error."""
    account = sandbox.account("facebook")
    posted = post(account, send_to_facebook)
    fields = {"fields": "message,created_time,permalink_url"}
    read = json.loads(send_to_facebook(api_request("GET", posted.remote_id, account, fields)).body)
    assert read.keys() == {"id", "message", "created_time", "permalink_url"}
    assert send_to_facebook(api_request("GET", f"{account.config['page_id']}_1", account)).status == 400


def answer_to(account: Account, **changes: str) -> Response:
    """What is answered to a post after headers or address were changed."""
    request = api_request("POST", f"{account.config['page_id']}/feed", account, body=b'{"message": "hello"}')
    headers = {**request.headers, "authorization": changes.get("authorization", request.headers["authorization"])}
    return send(Request("POST", request.url + changes.get("more", ""), headers, request.body))


def test_token_and_proof_must_be_right(sandbox: RunningSandbox) -> None:
    """Without the token, or with a wrong proof of the app's secret, nothing is posted."""
    account = sandbox.account("facebook")
    for answer, code in (
        (answer_to(account, authorization="Bearer guessed"), 190),
        (answer_to(account, authorization=f"Basic {account.secret['access_token']}"), 190),
        (answer_to(account, more="0"), 100),
    ):
        assert json.loads(answer.body)["error"]["code"] == code
    assert sandbox.page_posts() == []


def test_another_page_is_out_of_reach(sandbox: RunningSandbox, send_to_facebook: Send) -> None:
    """A Page's token neither posts to another Page nor takes its posts back."""
    account = sandbox.account("facebook")
    posted = post(account, send_to_facebook)
    stranger = other(sandbox, account)
    astray = replace(stranger, config={**stranger.config, "page_id": account.config["page_id"]})
    assert post(astray, send_to_facebook).outcome is Outcome.PERMISSION
    assert FACEBOOK.retract(posted.remote_id, stranger, send_to_facebook).outcome is Outcome.PERMISSION
    assert len(sandbox.page_posts()) == 1


def test_silence_after_the_request_is_judged_unknown(sandbox: RunningSandbox) -> None:
    """A post that was accepted before the connection broke is unknown, and a look-up finds it."""
    account = sandbox.account("facebook")
    sandbox.spoil("facebook", "accept_then_drop")
    with pytest.raises(DoorError) as error:
        post(account, send)
    assert FACEBOOK.classify_error(error.value).outcome is Outcome.UNKNOWN
    assert look_up(account, send) is Presence.FOUND


@pytest.mark.parametrize("mode", ["401", "429", "503", "duplicate_without_post"])
def test_refusals_on_request_are_documented_ones(sandbox: RunningSandbox, send_to_facebook: Send, mode: str) -> None:
    """What the stand-in answers when it is told to misbehave has the form and a code that Meta documents."""
    sandbox.spoil("facebook", mode)
    assert post(sandbox.account("facebook"), send_to_facebook).outcome is not Outcome.OK


@pytest.mark.parametrize("target", ["facebook-read", "facebook-edit", "facebook-delete", "facebook-token"])
def test_every_other_call_can_be_spoiled(sandbox: RunningSandbox, target: str) -> None:
    """Reading, editing, taking back and probing each meet the fault that is meant for them, and only that."""
    account = sandbox.account("facebook")
    posted, payload = post(account, send), FACEBOOK.compose(MESSAGE, account.config, MARKER)
    sandbox.spoil(target, "503")
    seen = {
        "facebook-read": look_up(account, send) is Presence.FOUND,
        "facebook-edit": FACEBOOK.update(posted.remote_id, payload, account, send).outcome is Outcome.OK,
        "facebook-token": FACEBOOK.probe(account, send).outcome is Outcome.OK,
        "facebook-delete": FACEBOOK.retract(posted.remote_id, account, send).outcome is Outcome.OK,
    }
    assert [name for name, fine in seen.items() if not fine] == [target]


def test_posts_outlive_a_restart(sandbox: RunningSandbox, send_to_facebook: Send) -> None:
    """What was posted before a restart is there after it, and the token still works."""
    account = sandbox.account("facebook")
    post(account, send_to_facebook)
    with running_sandbox(sandbox.data) as again:
        account.config = {**account.config, "base_url": again.address}
        assert look_up(account, send_to_facebook) is Presence.FOUND
