import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Outcome, Presence
from integrations.channels.mastodon_text import LONGEST_STATUS, counted_pieces
from integrations.channels.weighted_text import weight_of
from integrations.http import DoorError, Response
from tests.integrations.channels.samples import (
    CONFIGS,
    MARKER,
    MESSAGE,
    NOW,
    SECRETS,
    Script,
    account,
    answer,
    shared,
)

MASTODON = channel("mastodon")
CONFIG, SECRET = CONFIGS["mastodon"], SECRETS["mastodon"]
LINK = f"https://example.org/en/articles/sleep/?m={MARKER}"
OWN = answer(200, {"id": "42", "username": "Meridian"})
EXPIRED = answer(401, {"error": "The access token was revoked"})


def composed(config: dict[str, Any] = CONFIG, **share: object) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(MASTODON.compose(shared(**share), config, MARKER).body)
    return content


def test_status_is_title_summary_and_marked_link() -> None:
    """What goes out is the title, the summary and the link with its marker, public where nothing else is chosen."""
    payload = MASTODON.compose(MESSAGE, CONFIG, MARKER)
    assert payload.text == (
        "Sleeping with a stiff neck\n\nWhat helps, what does not, and when to see a doctor.\n\n" + LINK
    )
    assert json.loads(payload.body) == {"status": payload.text, "visibility": "public"}
    assert payload.marker == MARKER


def test_language_and_audience_are_told() -> None:
    """Mastodon hears the language of the page, without its region, and who may see the status."""
    content = composed({**CONFIG, "visibility": "unlisted"}, locale="de-at")
    assert (content["language"], content["visibility"]) == ("de", "unlisted")


def test_own_text_for_mastodon_replaces_title_and_summary() -> None:
    """An editor's text for Mastodon is used as it is; the link stays."""
    assert composed(text={"x": "Short", "mastodon": "Neck stiff?"})["status"] == f"Neck stiff?\n\n{LINK}"


@pytest.mark.parametrize("most", [500, 1000])
def test_long_text_is_cut_to_what_the_server_takes(most: int) -> None:
    """A long summary is cut at a word so that the status has no more characters than the settings allow."""
    status = composed({**CONFIG, "longest_post": str(most)}, summary="Gentle pressure for two minutes. " * 40)["status"]
    length, limit = MASTODON.length(status, {"longest_post": str(most)}) or (0, 0)
    assert most - 40 < length <= limit == most
    assert status.endswith(f"…\n\n{LINK}")


@pytest.mark.parametrize(
    "text,length",
    [
        ("", 0),
        ("Grüße 👩🏽‍⚕️", 7),
        ("https://example.org/a/very/long/address/that/counts/as/little", 23),
        ("see https://example.org/a and https://example.org/b", 4 + 23 + 5 + 23),
        ("example.org/bare", 16),
    ],
)
def test_length_is_as_mastodon_counts(text: str, length: int) -> None:
    """A sign that people see as one counts as one, a link as 23, and what Mastodon makes no link of counts in full."""
    assert weight_of(text, counted_pieces) == length
    assert MASTODON.length(text, CONFIG) == (length, LONGEST_STATUS)


def test_nothing_to_share_is_an_error() -> None:
    """A document that may not be shared cannot be composed."""
    with pytest.raises(ValueError, match="may be shared"):
        MASTODON.compose(replace(MESSAGE, share=None), CONFIG, MARKER)
    with pytest.raises(ValueError, match="may be shared"):
        MASTODON.compose_reply(replace(MESSAGE, share=None), CONFIG, MARKER, "7")


def key_of(marker: str, **share: object) -> str:
    door = Script(answer(200, {"id": "7"}))
    payload = MASTODON.compose(shared(**share), CONFIG, marker)
    MASTODON.commit(payload, MESSAGE, account(CONFIG, SECRET, NOW), door)
    return door.requests[0].headers["idempotency-key"]


def test_key_is_of_the_delivery_and_its_words() -> None:
    """A repetition carries the same key; another delivery, or other words, another one."""
    assert key_of("one") == key_of("one")
    assert len({key_of("one"), key_of("two"), key_of("one", title="Sleeping well")}) == 3


def test_answer_names_the_status() -> None:
    """The number and the address of a status come from the answer; what is no address of the web is left out."""
    payload, ours = MASTODON.compose(MESSAGE, CONFIG, MARKER), account(CONFIG, SECRET, NOW)
    for url, seen in (("https://mastodon.example.org/@meridian/7", True), ("javascript:alert(1)", False)):
        verdict = MASTODON.commit(payload, MESSAGE, ours, Script(answer(200, {"id": "7", "url": url})))
        assert (verdict.remote_id, verdict.remote_url) == ("7", url if seen else "")


@pytest.mark.parametrize(
    "reply,outcome",
    [
        (EXPIRED, Outcome.AUTH_EXPIRED),
        (answer(403, {"error": "This action is outside the authorized scopes"}), Outcome.PERMISSION),
        (answer(404, {"error": "Record not found"}), Outcome.REJECTED),
        (answer(410), Outcome.GONE),
        (answer(422, {"error": "Validation failed: Text can't be blank"}), Outcome.REJECTED),
        (answer(429, {"error": "Too many requests"}), Outcome.RATE_LIMITED),
        (answer(500), Outcome.UNKNOWN),
        (answer(301), Outcome.UNKNOWN),
    ],
)
def test_refusals_are_called_what_they_are(reply: Response, outcome: Outcome) -> None:
    """What Mastodon refuses surely left no trace; after anything else nobody knows."""
    payload = MASTODON.compose(MESSAGE, CONFIG, MARKER)
    verdict = MASTODON.commit(payload, MESSAGE, account(CONFIG, SECRET, NOW), Script(reply))
    assert verdict.outcome is outcome
    assert str(reply.status) in verdict.detail


@pytest.mark.parametrize(
    "reset,wait",
    [
        ("2026-11-22T18:01:30.000000Z", 90),
        ("2026-11-22T18:01:30", 90),
        ("2026-11-22T17:00:00Z", 300),
        ("2027-11-22T18:00:00Z", 300),
        ("soon", 300),
        ("", 300),
    ],
)
def test_limit_ends_when_mastodon_says(reset: str, wait: int) -> None:
    """The date of the reset counts; where it is past, far away or none, five minutes do."""
    payload, door = MASTODON.compose(MESSAGE, CONFIG, MARKER), Script(answer(429, {}, x_ratelimit_reset=reset))
    verdict = MASTODON.commit(payload, MESSAGE, account(CONFIG, SECRET, NOW), door)
    assert verdict.retry_after == wait


def test_token_given_anew_is_taken_up() -> None:
    """A worker that was refused uses the token that a person has given meanwhile; without one it says so."""
    ours = account(CONFIG, SECRET, NOW, renew=True)
    assert MASTODON.prepare(ours, Script()).outcome is Outcome.AUTH_REVOKED
    ours.save_secret({"access_token": "second"})
    assert MASTODON.prepare(ours, Script()).outcome is Outcome.OK
    assert ours.secret["access_token"] == "second"


def page(*hrefs: str, minutes: float = 0) -> Response:
    """A page of statuses that lead somewhere, made so many minutes ago."""
    made = (NOW - timedelta(minutes=minutes)).isoformat()
    return answer(
        200, [{"id": str(n), "created_at": made, "content": f'<a href="{href}">'} for n, href in enumerate(hrefs, 5)]
    )


def look_up(*answers: Response | Exception) -> tuple[Presence, list[str]]:
    door = Script(*answers)
    sighting = MASTODON.lookup(MARKER, account(CONFIG, SECRET, NOW), NOW, door)
    return sighting.presence, [request.url.rpartition("/")[2] for request in door.requests]


def test_look_up_reads_to_the_end() -> None:
    """Absent is said after an empty page, or when the statuses are older than the post can be."""
    first = "statuses?limit=10&exclude_reblogs=true"
    assert look_up(OWN, page("https://a/", "https://b/"), page()) == (
        Presence.ABSENT,
        ["verify_credentials", first, f"{first}&max_id=6"],
    )
    assert look_up(OWN, page("https://a/", LINK, minutes=2)) == (Presence.ABSENT, ["verify_credentials", first])


def test_look_up_knows_only_the_whole_marker() -> None:
    """A status is ours if a link in it carries exactly our marker, however the server wrote the link."""
    assert look_up(OWN, page(f"https://example.org/?a=b&amp;m={MARKER}"))[0] is Presence.FOUND
    assert look_up(OWN, page(f"{LINK}x", "http://[half"), page())[0] is Presence.ABSENT


@pytest.mark.parametrize(
    "failure",
    [
        answer(503),
        EXPIRED,
        answer(200),
        answer(200, {"error": "odd"}),
        replace(answer(200, []), truncated=True),
        DoorError("silence", written=True),
    ],
)
def test_unreadable_timeline_proves_nothing(failure: Any) -> None:
    """A page that fails or comes in part never makes a status absent; an expired token is called so."""
    sighting = MASTODON.lookup(MARKER, account(CONFIG, SECRET, NOW), NOW, Script(OWN, failure))
    assert sighting.presence is Presence.UNKNOWN
    assert sighting.detail
    assert sighting.expired == (failure == EXPIRED)


def test_endless_timeline_proves_nothing() -> None:
    """A timeline that never ends is given up, and nothing is called absent."""
    assert look_up(OWN, *[page("https://a/")] * 100)[0] is Presence.UNKNOWN


@pytest.mark.parametrize(
    "replies,outcome",
    [
        ([answer(200, {"id": "7"})], Outcome.OK),
        ([answer(404, {"error": "Record not found"}), OWN], Outcome.OK),
        ([answer(404), answer(200, {"id": "43", "username": "other"})], Outcome.PERMISSION),
        ([answer(404), EXPIRED], Outcome.AUTH_EXPIRED),
        ([answer(503)], Outcome.TRANSIENT),
        ([DoorError("silence", written=True)], Outcome.TRANSIENT),
    ],
)
def test_taking_back_what_is_gone_is_success(replies: list[Any], outcome: Outcome) -> None:
    """A status that is not found has been taken back, if the token is still the account's."""
    assert MASTODON.retract("7", account(CONFIG, SECRET, NOW), Script(*replies)).outcome is outcome


def test_correction_replaces_words_and_picture() -> None:
    """Who may see a status cannot be changed, and is not asked for; the rest is sent anew, were it no picture."""
    door, payload = Script(answer(200, {"id": "7"})), MASTODON.compose(shared(locale="en"), CONFIG, MARKER)
    assert MASTODON.update("7", payload, account(CONFIG, SECRET, NOW), door).remote_id == "7"
    (request,) = door.requests
    assert (request.method, request.url) == ("PUT", "https://mastodon.example.org/api/v1/statuses/7")
    assert json.loads(request.body) == {"status": payload.text, "language": "en", "media_ids": []}


def test_revision_keeps_who_may_see_it() -> None:
    """Another audience in the settings makes no correction, for it could not be had; other words do."""
    former = MASTODON.compose(MESSAGE, CONFIG, MARKER)
    private = {**CONFIG, "visibility": "private"}
    assert MASTODON.revise(MESSAGE, private, MARKER, former) == former
    revised = MASTODON.revise(shared(title="Sleeping well"), private, MARKER, former)
    assert json.loads(revised.body) == {"status": revised.text, "visibility": "public"}
    assert revised.text.startswith("Sleeping well")


def test_reply_tells_what_changed() -> None:
    """A reply says what is new in the editors' words, with a link of its own and without a picture."""
    message = shared(
        what_changed="Now with exercises.", image="https://cms.example.org/sleep.png", text={"mastodon": "Hi"}
    )
    reply = MASTODON.compose_reply(message, {**CONFIG, "posts_as": "picture"}, MARKER, "7")
    words = f"Now with exercises.\n\n{LINK}"
    assert json.loads(reply.body) == {"status": words, "visibility": "public", "in_reply_to_id": "7"}
    assert MASTODON.compose_reply(MESSAGE, CONFIG, MARKER, "7").text == MASTODON.compose(MESSAGE, CONFIG, MARKER).text


@pytest.mark.parametrize(
    "scopes,outcome",
    [
        (answer(404), Outcome.OK),
        (answer(401), Outcome.OK),
        (answer(200, {}), Outcome.OK),
        (answer(503), Outcome.TRANSIENT),
    ],
)
def test_server_that_tells_little_is_believed(scopes: Response, outcome: Outcome) -> None:
    """A server that names neither scopes nor its limit is good if the account is the right one."""
    door = Script(OWN, scopes, answer(200, {}))
    assert MASTODON.probe(account(CONFIG, SECRET, NOW), door).outcome is outcome


def test_how_long_mastodon_stays_undecided_can_be_left_open() -> None:
    """Without a time in the settings a person decides about posts that cannot be found."""
    assert MASTODON.settle_seconds({"settle_seconds": ""}) is None
    assert MASTODON.settle_seconds({"settle_seconds": "300"}) == 300
