import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Account, Outcome, Presence, Send, Verdict
from integrations.channels.mastodon_requests import api_request
from integrations.channels.uploads import multipart
from integrations.http import DoorError, Request, send
from integrations.sandbox.connect import mastodon_account
from integrations.sandbox.mastodon_accounts import open_account
from tests.integrations.channels.samples import MARKER, MESSAGE, PICTURE, shared
from tests.mastodon_contract import MastodonContract
from tests.sandbox_server import RunningSandbox, running_sandbox

MASTODON = channel("mastodon")


def post(account: Account, through: Send, marker: str = MARKER, **share: Any) -> Verdict:
    message = shared(**share)
    return MASTODON.commit(MASTODON.compose(message, account.config, marker), message, account, through)


def illustrate(account: Account, through: Send, alt: str, posted: str = "") -> Verdict:
    """Post a status with a picture, or change one that stands, as a delivery does."""
    config = {**account.config, "posts_as": "picture"}
    message = shared(image="https://cms.example.org/images/sleep.png", image_alt=alt)
    payload = MASTODON.compose(message, config, MARKER)
    ready = replace(account, config=config, payload=payload)
    prepared = MASTODON.prepare(ready, through)
    if prepared.outcome is not Outcome.OK:
        return prepared
    if posted:
        return MASTODON.update(posted, payload, ready, through)
    return MASTODON.commit(payload, message, ready, through)


def look_up(account: Account, through: Send, marker: str = MARKER) -> Presence:
    return MASTODON.lookup(marker, account, datetime.now(UTC) - timedelta(minutes=5), through).presence


def other(sandbox: RunningSandbox, account: Account) -> Account:
    """The same connection, with another account."""
    return replace(account, **mastodon_account(sandbox.store, sandbox.address, "somebody"))


def test_status_stands_is_found_and_taken_back(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """A status stands once, is found by its marker, and is gone after it was taken back."""
    account = sandbox.account("mastodon")
    posted = post(account, send_to_mastodon, locale="de-AT")
    assert posted.outcome is Outcome.OK
    assert posted.remote_url == f"{sandbox.address}/@meridian_demo/{posted.remote_id}"
    (stands,) = sandbox.statuses()
    assert (stands["id"], stands["visibility"], stands["language"]) == (posted.remote_id, "public", "de")
    assert look_up(account, send_to_mastodon) is Presence.FOUND
    assert MASTODON.retract(posted.remote_id, account, send_to_mastodon).outcome is Outcome.OK
    assert sandbox.statuses() == []
    assert look_up(account, send_to_mastodon) is Presence.ABSENT


def test_repetition_is_the_same_status(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """The same post sent again within the hour is the status that stands; other words are another one."""
    account = sandbox.account("mastodon")
    first, again = (post(account, send_to_mastodon).remote_id for _ in range(2))
    changed = post(account, send_to_mastodon, title="Sleeping well").remote_id
    assert first == again != changed
    assert len(sandbox.statuses()) == 2


def test_after_an_hour_only_a_look_tells(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """The key is forgotten after an hour: a repetition would stand twice, and the look-up still finds the first."""
    account = sandbox.account("mastodon")
    post(account, send_to_mastodon)
    with sandbox.store.writing() as db:
        db.execute("UPDATE mastodon_key SET at = at - 3601")
    assert look_up(account, send_to_mastodon) is Presence.FOUND
    post(account, send_to_mastodon)
    assert len(sandbox.statuses()) == 2


def test_edited_status_stays_where_it_is(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """A correction changes the words of the one status that stands; who may see it stays."""
    account = sandbox.account("mastodon")
    posted = post(account, send_to_mastodon)
    corrected = MASTODON.compose(shared(title="Sleeping well", locale="en"), account.config, MARKER)
    assert MASTODON.update(posted.remote_id, corrected, account, send_to_mastodon).outcome is Outcome.OK
    (stands,) = sandbox.statuses()
    assert stands["text"].startswith("Sleeping well\n\n")
    assert (stands["id"], stands["edited"], stands["visibility"]) == (posted.remote_id, True, "public")


def test_picture_stands_with_its_words(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """A picture is uploaded with its alternative text and stands with the status."""
    account = sandbox.account("mastodon")
    assert illustrate(account, send_to_mastodon, "A rolled towel").outcome is Outcome.OK
    (stands,) = sandbox.statuses()
    assert stands["alt"] == "A rolled towel"
    assert send(Request("GET", sandbox.address + stands["picture"])).body == PICTURE


def test_correction_brings_its_own_picture(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """A picture with better words replaces the one that stands; a correction without a picture removes it."""
    account = sandbox.account("mastodon")
    posted = illustrate(account, send_to_mastodon, "A towel").remote_id
    better = replace(account, uploads=replace(account.uploads, numbers={}))
    assert illustrate(better, send_to_mastodon, "A towel under a neck", posted).outcome is Outcome.OK
    assert [status["alt"] for status in sandbox.statuses()] == ["A towel under a neck"]
    MASTODON.update(posted, MASTODON.compose(MESSAGE, account.config, MARKER), account, send_to_mastodon)
    assert [status["picture"] for status in sandbox.statuses()] == [""]


def test_picture_that_takes_its_time_is_waited_for(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """Nothing is posted before the server is through with a picture, and it is uploaded once only."""
    account = sandbox.account("mastodon")
    sandbox.spoil("mastodon-media", "processing:60")
    for _ in range(2):
        assert illustrate(account, send_to_mastodon, "A towel").outcome is Outcome.MEDIA_NOT_READY
    assert sandbox.statuses() == []
    with sandbox.store.writing() as db:
        db.execute("UPDATE mastodon_media SET ready_at = ready_at - 60")
    assert illustrate(account, send_to_mastodon, "A towel").outcome is Outcome.OK
    with sandbox.store.reading() as db:
        assert db.execute("SELECT COUNT(*) FROM mastodon_media").fetchone()[0] == 1


@pytest.mark.parametrize(
    "fields,content,media_type",
    [({}, PICTURE, "text/plain"), ({}, b"", "image/png"), ({"description": "a" * 1501}, PICTURE, "image/png")],
)
def test_files_that_mastodon_would_not_take_are_refused(
    sandbox: RunningSandbox, send_to_mastodon: Send, fields: dict[str, str], content: bytes, media_type: str
) -> None:
    """What is no picture, or has too many words, is refused in the described form."""
    kind, body = multipart(fields, content, media_type)
    request = api_request("POST", "/api/v2/media", sandbox.account("mastodon"), body, content_type=kind)
    assert send_to_mastodon(request).status == 422


@pytest.mark.parametrize("numbers", [["1"], ["x"], "1", ["1", "2", "3", "4", "5"]])
def test_pictures_that_are_not_there_are_refused(
    sandbox: RunningSandbox, mastodon_contract: MastodonContract, numbers: Any
) -> None:
    """A status with a picture that nobody uploaded is not posted."""
    content = json.dumps({"status": "hello", "media_ids": numbers}).encode()
    request = api_request("POST", "/api/v1/statuses", sandbox.account("mastodon"), content)
    response = send(request)
    mastodon_contract.judge_answer(request, response)
    assert response.status in {404, 422}
    assert sandbox.statuses() == []


def test_taking_back_twice_is_success(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """What is gone already counts as taken back, because the token turns out to be the account's."""
    account = sandbox.account("mastodon")
    posted = post(account, send_to_mastodon)
    verdicts = [MASTODON.retract(posted.remote_id, account, send_to_mastodon) for _ in range(2)]
    assert [verdict.outcome for verdict in verdicts] == [Outcome.OK, Outcome.OK]


def test_reply_needs_what_it_replies_to(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """A reply stands beside the status it is about, and is refused once that is gone."""
    account = sandbox.account("mastodon")
    posted = post(account, send_to_mastodon)
    reply = MASTODON.compose_reply(shared(what_changed="Now with pictures."), account.config, "two", posted.remote_id)
    assert MASTODON.commit(reply, MESSAGE, account, send_to_mastodon).outcome is Outcome.OK
    assert sandbox.statuses()[0]["text"].startswith("Now with pictures.\n\n")
    MASTODON.retract(posted.remote_id, account, send_to_mastodon)
    later = MASTODON.compose_reply(MESSAGE, account.config, "three", posted.remote_id)
    assert MASTODON.commit(later, MESSAGE, account, send_to_mastodon).outcome is Outcome.REJECTED
    assert len(sandbox.statuses()) == 1


def test_another_account_is_out_of_reach(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """With the token of another account nothing is called gone or absent."""
    account = sandbox.account("mastodon")
    posted = post(account, send_to_mastodon)
    astray = replace(account, secret=other(sandbox, account).secret)
    assert MASTODON.retract(posted.remote_id, astray, send_to_mastodon).outcome is Outcome.PERMISSION
    assert look_up(astray, send_to_mastodon, "unknown") is Presence.UNKNOWN
    assert len(sandbox.statuses()) == 1


def test_look_up_follows_every_page(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """The oldest of many statuses is found behind the last page, and only its own marker finds it."""
    account = sandbox.account("mastodon")
    for number in range(12):
        assert post(account, send_to_mastodon, f"mark{number:02}").outcome is Outcome.OK
    assert look_up(account, send_to_mastodon, "mark00") is Presence.FOUND
    assert look_up(account, send_to_mastodon, "mark0") is Presence.ABSENT


def test_probe_knows_account_scopes_and_limit(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """A token that works is good; of another account, without a scope or for longer posts it is not."""
    account = sandbox.account("mastodon")
    narrow = open_account(sandbox.store, "narrow", "read write:media")
    assert MASTODON.probe(account, send_to_mastodon).outcome is Outcome.OK
    for config, secret, outcome in (
        ({"account": "somebody"}, {}, Outcome.PERMISSION),
        ({"account": "narrow"}, {"access_token": narrow["token"]}, Outcome.PERMISSION),
        ({"longest_post": "5000"}, {}, Outcome.REJECTED),
        ({}, {"access_token": "guessed"}, Outcome.AUTH_EXPIRED),
    ):
        wrong = replace(account, config={**account.config, **config}, secret={**account.secret, **secret})
        assert MASTODON.probe(wrong, send_to_mastodon).outcome is outcome


@pytest.mark.parametrize(
    "content",
    [
        {"status": "hello", "colour": "red"},
        {"status": " "},
        {"status": 5},
        {"status": "a" * 501},
        {"status": "hello", "visibility": "secret"},
        {"status": "hello", "media_ids": "1"},
        {},
        [],
    ],
)
def test_what_mastodon_would_not_take_is_refused(
    sandbox: RunningSandbox, mastodon_contract: MastodonContract, content: Any
) -> None:
    """Unknown fields, empty and over-long statuses are refused in the described form, and leave nothing."""
    account = sandbox.account("mastodon")
    request = api_request("POST", "/api/v1/statuses", account, json.dumps(content).encode())
    response = send(request)
    mastodon_contract.judge_answer(request, response)
    assert response.status == 422
    assert sandbox.statuses() == []


def test_odd_queries_are_refused(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """A timeline is not asked for in ways that the stand-in does not know, nor that of another account."""
    account = sandbox.account("mastodon")
    number = str(open_account(sandbox.store, account.config["account"])["id"])
    for path, status in ((f"{number}/statuses?pinned=true", 422), ("1/statuses", 404)):
        assert send_to_mastodon(api_request("GET", f"/api/v1/accounts/{path}", account)).status == status


def test_status_is_read_by_its_number(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """A status shows its link as Mastodon does; one that is not there is an error."""
    account = sandbox.account("mastodon")
    posted = post(account, send_to_mastodon, url="https://example.org/a?b=c&d=e")
    read = json.loads(send_to_mastodon(api_request("GET", f"/api/v1/statuses/{posted.remote_id}", account)).body)
    assert f'href="https://example.org/a?b=c&amp;d=e&amp;m={MARKER}"' in read["content"]
    assert look_up(account, send_to_mastodon) is Presence.FOUND
    assert send_to_mastodon(api_request("GET", "/api/v1/statuses/1", account)).status == 404


def test_a_token_does_only_what_it_was_made_for(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """Without the scope for writing nothing is posted."""
    account = sandbox.account("mastodon")
    account.secret = {"access_token": open_account(sandbox.store, "reader", "read")["token"]}
    assert post(account, send_to_mastodon).outcome is Outcome.PERMISSION
    assert sandbox.statuses() == []


def test_silence_after_the_request_is_judged_unknown(sandbox: RunningSandbox) -> None:
    """A status that was accepted before the connection broke is unknown, and a look-up finds it."""
    account = sandbox.account("mastodon")
    sandbox.spoil("mastodon", "accept_then_drop")
    with pytest.raises(DoorError) as error:
        post(account, send)
    assert MASTODON.classify_error(error.value).outcome is Outcome.UNKNOWN
    assert look_up(account, send) is Presence.FOUND


@pytest.mark.parametrize("mode", ["401", "429", "503"])
def test_refusals_on_request_are_described_ones(sandbox: RunningSandbox, send_to_mastodon: Send, mode: str) -> None:
    """What the stand-in answers when it is told to misbehave has the form that the description gives it."""
    sandbox.spoil("mastodon", mode)
    assert post(sandbox.account("mastodon"), send_to_mastodon).outcome is not Outcome.OK


@pytest.mark.parametrize("target", ["mastodon-read", "mastodon-edit", "mastodon-delete", "mastodon-token"])
def test_every_other_call_can_be_spoiled(sandbox: RunningSandbox, target: str) -> None:
    """Probing, reading, editing and taking back each meet the fault that is meant for them, and only that."""
    account = sandbox.account("mastodon")
    posted, payload = post(account, send), MASTODON.compose(MESSAGE, account.config, MARKER)
    sandbox.spoil(target, "503")
    seen = {
        "mastodon-token": MASTODON.probe(account, send).outcome is Outcome.OK,
        "mastodon-read": look_up(account, send) is Presence.FOUND,
        "mastodon-edit": MASTODON.update(posted.remote_id, payload, account, send).outcome is Outcome.OK,
        "mastodon-delete": MASTODON.retract(posted.remote_id, account, send).outcome is Outcome.OK,
    }
    assert [name for name, fine in seen.items() if not fine] == [target]


def test_statuses_outlive_a_restart(sandbox: RunningSandbox, send_to_mastodon: Send) -> None:
    """What was posted before a restart is there after it, and the token still works."""
    account = sandbox.account("mastodon")
    post(account, send_to_mastodon)
    with running_sandbox(sandbox.data) as again:
        account.config = {**account.config, "server": again.address}
        assert look_up(account, send_to_mastodon) is Presence.FOUND
