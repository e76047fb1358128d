import json
from dataclasses import replace
from typing import Any

import pytest

from integrations.channels import channel
from integrations.channels.base import Outcome, Presence
from integrations.channels.weighted_text import weighted_length
from integrations.channels.x import carries
from integrations.http import DoorError
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

X = channel("x")
CONFIG, SECRET = CONFIGS["x"], SECRETS["x"]
LINK = f"https://example.org/en/articles/sleep/?m={MARKER}"
EXPIRED = answer(401, {"title": "Unauthorized"})


def text(**share: object) -> str:
    return X.compose(shared(**share), CONFIG, MARKER).text


def test_post_is_title_summary_and_marked_link() -> None:
    """What goes out is the title, the summary and the link with its marker, and nothing else."""
    payload = X.compose(MESSAGE, CONFIG, MARKER)
    assert payload.text == (
        "Sleeping with a stiff neck\n\nWhat helps, what does not, and when to see a doctor.\n\n" + LINK
    )
    assert json.loads(payload.body) == {"text": payload.text}
    assert payload.marker == MARKER


def test_long_summary_is_cut_to_what_x_takes() -> None:
    """A long summary is cut at a word so that the post weighs no more than 280."""
    long = text(summary="Gentle pressure for two minutes. " * 20)
    assert weighted_length(long) <= 280
    assert long.endswith(f"…\n\n{LINK}")


def test_long_title_leaves_no_room_for_a_summary() -> None:
    """A title that fills the post is cut, and the summary is left out."""
    long = text(title="Pressure points and what is known of them, " * 10)
    assert weighted_length(long) <= 280
    assert MESSAGE.share
    assert MESSAGE.share["summary"] not in long


def test_own_text_for_x_replaces_title_and_summary() -> None:
    """An editor's text for X is used as it is; the link stays."""
    assert text(text={"x": "Neck stiff again?", "facebook": "Hello"}) == f"Neck stiff again?\n\n{LINK}"


def test_nothing_to_share_is_an_error() -> None:
    """A document that may not be shared cannot be composed."""
    with pytest.raises(ValueError, match="may be shared"):
        X.compose(replace(MESSAGE, share=None), CONFIG, MARKER)


@pytest.mark.parametrize("news, lead", [("The dose was wrong.", "The dose was wrong."), ("", "Sleeping with a stiff")])
def test_reply_says_what_is_new_and_names_the_post(news: str, lead: str) -> None:
    """The editors' own words about the change come first; the link leads to the page, with a marker of its own."""
    payload = X.compose_reply(shared(what_changed=news, text={"x": ""}), CONFIG, MARKER, "77")
    content = json.loads(payload.body)
    assert content["reply"] == {"in_reply_to_tweet_id": "77"}
    assert (content["text"], payload.marker) == (payload.text, MARKER)
    assert payload.text.startswith(lead)
    assert MARKER in payload.text


def test_nothing_to_share_is_not_replied_with() -> None:
    """A document that may not be shared corrects nothing in public."""
    with pytest.raises(ValueError, match="may be shared"):
        X.compose_reply(replace(MESSAGE, share=None), CONFIG, MARKER, "77")


def test_marker_is_known_only_whole() -> None:
    """A post is ours only if a link carries exactly our marker as its parameter."""
    post = {"entities": {"urls": [{"expanded_url": "https://example.org/?m=k7Q"}, {"url": "https://t.co/1"}]}}
    assert carries(post, "k7Q")
    assert not carries(post, "k7")
    assert not carries({"text": "k7Q"}, "k7Q")


def test_token_that_lasts_is_left_alone() -> None:
    """Nothing is asked of X while the access token outlives the attempt."""
    door = Script()
    assert X.prepare(account(CONFIG, SECRET, NOW), door).outcome is Outcome.OK
    assert door.requests == []


def test_expired_token_is_renewed_and_stored_before_use() -> None:
    """The new pair is in the store and in hand when `prepare` returns."""
    renewed = {"access_token": "second", "refresh_token": "again", "expires_in": 7200}
    ours = account(CONFIG, {**SECRET, "expires_at": int(NOW.timestamp()) + 60}, NOW)
    assert X.prepare(ours, Script(answer(200, renewed))).outcome is Outcome.OK
    assert ours.load_secret() == ours.secret
    assert (ours.secret["access_token"], ours.secret["refresh_token"]) == ("second", "again")
    assert ours.secret["expires_at"] == int(NOW.timestamp()) + 7200


def test_token_renewed_by_someone_else_is_taken_over() -> None:
    """A worker that was told 401 with an old token uses the one another worker has stored meanwhile."""
    ours, door = account(CONFIG, SECRET, NOW, renew=True), Script()
    ours.save_secret({**SECRET, "access_token": "second", "refresh_token": "again"})
    assert X.prepare(ours, door).outcome is Outcome.OK
    assert ours.secret["access_token"] == "second"
    assert door.requests == []


def test_refused_refresh_token_needs_a_person() -> None:
    """X's no to a refresh token is final; a failure on the way is not."""
    for door, outcome in (
        (Script(answer(400, {"error": "invalid_request"})), Outcome.AUTH_REVOKED),
        (Script(answer(503)), Outcome.TRANSIENT),
        (Script(DoorError("silence", written=True)), Outcome.TRANSIENT),
    ):
        assert X.prepare(account(CONFIG, SECRET, NOW, renew=True), door).outcome is outcome


def test_without_refresh_token_an_expired_one_needs_a_person() -> None:
    """An expired token that cannot be renewed is said to be revoked, without a request."""
    ours = account(CONFIG, {**SECRET, "refresh_token": "", "expires_at": 0}, NOW)
    assert X.prepare(ours, Script()).outcome is Outcome.AUTH_REVOKED


def test_look_up_reads_to_the_last_page() -> None:
    """Absent is said only after the last page, and every page is asked for from the same moment."""
    pages = [{"data": [{"id": "9", "text": "a"}], "meta": {"next_token": "p2"}}, {"meta": {"result_count": 0}}]
    door = Script(*(answer(200, page) for page in pages))
    sighting = X.lookup(MARKER, account(CONFIG, SECRET, NOW), NOW, door)
    assert sighting.presence is Presence.ABSENT
    assert "pagination_token=p2" in door.requests[1].url
    assert all("start_time=2026-11-22T17%3A59%3A00Z" in request.url for request in door.requests)


@pytest.mark.parametrize(
    "failure",
    [
        answer(503),
        EXPIRED,
        answer(200),
        answer(200, {"data": [], "errors": [{"title": "Internal error"}]}),
        replace(answer(200, {"data": []}), truncated=True),
        DoorError("silence", written=True),
    ],
)
def test_unreadable_timeline_proves_nothing(failure: Any) -> None:
    """A page that fails or comes in part never makes a post absent; an expired token is called so."""
    sighting = X.lookup(MARKER, account(CONFIG, SECRET, NOW), NOW, Script(failure))
    assert sighting.presence is Presence.UNKNOWN
    assert sighting.detail
    assert sighting.expired == (failure == EXPIRED)


@pytest.mark.parametrize(
    "reply,outcome",
    [
        (answer(200, {"data": {"deleted": True}}), Outcome.OK),
        (answer(404, {"title": "Not Found Error"}), Outcome.OK),
        (answer(200, {"errors": [{"type": "https://api.x.com/2/problems/resource-not-found"}]}), Outcome.OK),
        (answer(200, {"data": {"deleted": False}}), Outcome.TRANSIENT),
        (answer(503), Outcome.TRANSIENT),
        (answer(401), Outcome.AUTH_EXPIRED),
    ],
)
def test_taking_back_what_is_gone_is_success(reply: Any, outcome: Outcome) -> None:
    """A post that X does not know any more has been taken back; anything else is what it is."""
    assert X.retract("7", account(CONFIG, SECRET, NOW), Script(reply)).outcome is outcome


def test_probe_notices_a_foreign_token() -> None:
    """A token of another account is found out before anything is posted with it."""
    own, foreign = (Script(answer(200, {"data": {"id": number}})) for number in ("42", "43"))
    assert X.probe(account(CONFIG, SECRET, NOW), own).outcome is Outcome.OK
    assert X.probe(account(CONFIG, SECRET, NOW), foreign).outcome is Outcome.PERMISSION


def test_how_long_x_stays_undecided_is_not_known_unless_said() -> None:
    """Only settings that name the time let a look-up say absent without a person."""
    assert X.settle_seconds({}) is None
    assert X.settle_seconds({"settle_seconds": ""}) is None
    assert X.settle_seconds({"settle_seconds": "10"}) == 10.0
