import hmac
import json
from dataclasses import replace

import pytest

from integrations.channels import channel
from integrations.channels.base import Outcome, Presence
from integrations.channels.facebook import links_of
from integrations.channels.facebook_requests import VERSION
from integrations.http import DoorError, Response
from tests.contracts import contract
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

FACEBOOK = channel("facebook")
CONFIG, SECRET = CONFIGS["facebook"], SECRETS["facebook"]
PHOTO = {**CONFIG, "posts_as": "photo"}
LINK = f"https://example.org/en/articles/sleep/?m={MARKER}"
PICTURE = "https://cms.example.org/images/sleep.jpg"
EXPIRED = answer(401, {"error": {"message": "Expired", "code": 190, "error_subcode": 463}})
GONE = answer(400, {"error": {"message": "Does not exist", "code": 100, "error_subcode": 33}})
TOKEN = {"is_valid": True, "profile_id": "42", "scopes": ["pages_manage_posts", "pages_read_engagement"]}


def test_link_post_is_title_summary_and_marked_link() -> None:
    """Facebook gets the words and, apart from them, the link with its marker; the preview shows both."""
    payload = FACEBOOK.compose(MESSAGE, CONFIG, MARKER)
    words = "Sleeping with a stiff neck\n\nWhat helps, what does not, and when to see a doctor."
    assert json.loads(payload.body) == {"message": words, "link": LINK}
    assert payload.text == f"{words}\n\n{LINK}"
    assert payload.marker == MARKER


def test_photo_post_is_picture_caption_and_alternative_text() -> None:
    """A photo carries the link in its caption, and says in words what is to be seen."""
    message = shared(image=PICTURE, image_alt="A rolled towel under a neck")
    payload = FACEBOOK.compose(message, PHOTO, MARKER)
    content = json.loads(payload.body)
    assert (content["url"], content["alt_text_custom"]) == (PICTURE, "A rolled towel under a neck")
    assert content["caption"].endswith(f"\n\n{LINK}")
    assert payload.text == f"{content['caption']}\n\nPicture: A rolled towel under a neck"


def test_page_without_a_picture_is_posted_as_a_link() -> None:
    """What a page does not have is not asked for, and no text is claimed for a picture that has none."""
    assert json.loads(FACEBOOK.compose(MESSAGE, PHOTO, MARKER).body).keys() == {"message", "link"}
    plain = FACEBOOK.compose(shared(image=PICTURE), PHOTO, MARKER)
    assert json.loads(plain.body).keys() == {"url", "caption"}


def test_own_text_for_facebook_replaces_title_and_summary() -> None:
    """An editor's text for Facebook is used as it is; the link stays."""
    text = FACEBOOK.compose(shared(text={"x": "Short", "facebook": "Neck stiff?\nRead on."}), CONFIG, MARKER).text
    assert text == f"Neck stiff?\nRead on.\n\n{LINK}"


def test_nothing_to_share_is_an_error() -> None:
    """A document that may not be shared cannot be composed."""
    with pytest.raises(ValueError, match="may be shared"):
        FACEBOOK.compose(replace(MESSAGE, share=None), CONFIG, MARKER)


def test_each_form_goes_to_its_own_edge() -> None:
    """A link goes to the feed and a photo to the photos, with the token in a header and the proof beside it."""
    ours, door = account(CONFIG, SECRET, NOW), Script(*[answer(200, {"id": "42_1"})] * 2)
    for config in (CONFIG, PHOTO):
        FACEBOOK.commit(FACEBOOK.compose(shared(image=PICTURE), config, MARKER), MESSAGE, ours, door)
    proof = hmac.digest(b"hush", b"first", "sha256").hex()
    base = f"https://graph.facebook.com/{VERSION}/42"
    assert [r.url for r in door.requests] == [f"{base}/{edge}?appsecret_proof={proof}" for edge in ("feed", "photos")]
    assert all(request.headers["authorization"] == "Bearer first" for request in door.requests)


def test_version_is_the_one_that_the_specs_are_of() -> None:
    """The version asked for is the one whose specs judge our requests."""
    assert contract("meta/version.txt") == VERSION


def test_token_given_anew_is_taken_up() -> None:
    """A worker that was refused uses the token that a person has given meanwhile; without one it says so."""
    ours = account(CONFIG, SECRET, NOW, renew=True)
    assert FACEBOOK.prepare(ours, Script()).outcome is Outcome.AUTH_REVOKED
    ours.save_secret({**SECRET, "access_token": "second"})
    assert FACEBOOK.prepare(ours, Script()).outcome is Outcome.OK
    assert ours.secret["access_token"] == "second"


def test_proof_counts_as_secret() -> None:
    """What is made of the secrets is kept out of reports like them."""
    ours, door = account(CONFIG, SECRET, NOW), Script(answer(200, {"id": "42_1"}))
    FACEBOOK.prepare(ours, door)
    FACEBOOK.commit(FACEBOOK.compose(MESSAGE, CONFIG, MARKER), MESSAGE, ours, door)
    assert ours.secret["proof"] in door.requests[0].url
    assert "proof" not in ours.load_secret()


def posts(*leads: str, following: bool = False, **more: str) -> Response:
    """A page of posts that lead somewhere."""
    data = [{"id": f"42_{n}", "attachments": {"data": [{"unshimmed_url": lead}]}} for n, lead in enumerate(leads)]
    paging = {"cursors": {"after": "p2"}, **({"next": "https://graph.example.org/"} if following else {})}
    return answer(200, {"data": [*data, more] if more else data, "paging": paging})


def test_look_up_reads_to_the_last_page() -> None:
    """An empty page is not the last one; absent is said after that, and each page is of the same time."""
    door = Script(posts(following=True), posts("https://example.org/"))
    assert FACEBOOK.lookup(MARKER, account(CONFIG, SECRET, NOW), NOW, door).presence is Presence.ABSENT
    assert "after=p2" in door.requests[1].url
    assert all(f"since={int(NOW.timestamp()) - 60}" in request.url for request in door.requests)


def test_look_up_finds_link_and_photo() -> None:
    """The marker is found where a post leads, or in the words of a photo."""
    for door in (Script(posts(LINK)), Script(posts(id="42_0", message=f"Sleep well\n\n{LINK}"))):
        sighting = FACEBOOK.lookup(MARKER, account(CONFIG, SECRET, NOW), NOW, door)
        assert (sighting.presence, sighting.remote_id) == (Presence.FOUND, "42_0")
        assert sighting.remote_url == "https://www.facebook.com/42_0"


def test_post_that_hides_where_it_leads_proves_nothing() -> None:
    """A post whose link Facebook does not tell might be ours; one that is found later decides."""
    for leads, presence in ((["", "https://example.org/"], Presence.UNKNOWN), (["", LINK], Presence.FOUND)):
        ours = account(CONFIG, SECRET, NOW)
        assert FACEBOOK.lookup(MARKER, ours, NOW, Script(posts(*leads))).presence is presence
    assert list(links_of({"id": "42_1", "message": "Closed on Monday"})) == []


@pytest.mark.parametrize(
    "failure",
    [
        answer(503),
        EXPIRED,
        answer(200),
        answer(200, {"paging": {}}),
        answer(200, {"data": [], "paging": {"next": "https://graph.example.org/"}}),
        answer(200, {"error": {"code": 2}}),
        replace(answer(200, {"data": []}), truncated=True),
        DoorError("silence", written=True),
    ],
)
def test_unreadable_posts_prove_nothing(failure: Response | DoorError) -> None:
    """A page that fails or comes in part never makes a post absent; an expired token is called so."""
    sighting = FACEBOOK.lookup(MARKER, account(CONFIG, SECRET, NOW), NOW, Script(failure))
    assert sighting.presence is Presence.UNKNOWN
    assert sighting.detail
    assert sighting.expired == (failure == EXPIRED)


@pytest.mark.parametrize("form, words", [("link", "message"), ("photo", "caption")])
def test_a_correction_changes_the_words_and_keeps_the_form(form: str, words: str) -> None:
    """Link and picture are those that stand there, whatever the page and the account say by now."""
    former = FACEBOOK.compose(shared(image=PICTURE, image_alt="A towel"), {**CONFIG, "posts_as": form}, MARKER)
    for config in (CONFIG, PHOTO):
        news = shared(title="Corrected", image=f"{PICTURE}?2", image_alt="Another")
        new = FACEBOOK.revise(news, config, MARKER, former)
        before, after = json.loads(former.body), json.loads(new.body)
        assert after == {**before, words: before[words].replace("Sleeping with a stiff neck", "Corrected")}
        assert FACEBOOK.revise(shared(image="other"), config, MARKER, former).body == former.body


def test_edit_replaces_the_words_and_keeps_the_post() -> None:
    """Only the words go out, to the post itself, and it keeps its id."""
    door = Script(answer(200, {"success": True}))
    payload = FACEBOOK.compose(shared(title="Sleeping well"), CONFIG, MARKER)
    verdict = FACEBOOK.update("42_7", payload, account(CONFIG, SECRET, NOW), door)
    assert (verdict.outcome, verdict.remote_id) == (Outcome.OK, "42_7")
    assert json.loads(door.requests[0].body) == {"message": json.loads(payload.body)["message"]}
    assert f"/{VERSION}/42_7?" in door.requests[0].url


@pytest.mark.parametrize(
    "replies,outcome",
    [
        ([answer(200, {"success": True})], Outcome.OK),
        ([answer(200, {"success": False})], Outcome.TRANSIENT),
        ([GONE, answer(200, {"data": TOKEN})], Outcome.OK),
        ([GONE, answer(200, {"data": {**TOKEN, "scopes": []}})], Outcome.PERMISSION),
        ([GONE, answer(503)], Outcome.TRANSIENT),
        ([EXPIRED], Outcome.AUTH_EXPIRED),
        ([DoorError("silence", written=True)], Outcome.TRANSIENT),
    ],
)
def test_taking_back_what_is_gone_is_success(replies: list[Response | Exception], outcome: Outcome) -> None:
    """Facebook says the same of "gone" and of "not yours": only with a good token it counts as taken back."""
    assert FACEBOOK.retract("42_7", account(CONFIG, SECRET, NOW), Script(*replies)).outcome is outcome


@pytest.mark.parametrize(
    "changes,outcome",
    [
        ({}, Outcome.OK),
        ({"is_valid": False, "error": {"message": "Logged out"}}, Outcome.AUTH_REVOKED),
        ({"profile_id": "43"}, Outcome.PERMISSION),
        ({"scopes": ["pages_read_engagement"]}, Outcome.PERMISSION),
    ],
)
def test_probe_notices_a_token_that_cannot_post(changes: dict[str, object], outcome: Outcome) -> None:
    """A token that is revoked, of another Page or without the permissions is found out before anything is posted."""
    door = Script(answer(200, {"data": {**TOKEN, **changes}}))
    assert FACEBOOK.probe(account(CONFIG, SECRET, NOW), door).outcome is outcome
    assert door.requests[0].headers["authorization"] == "Bearer 7|hush"


def test_probe_says_when_a_token_ends() -> None:
    """The first of the two dates is told; a token that does not end by itself has none."""
    ends = {"expires_at": 0, "data_access_expires_at": int(NOW.timestamp())}
    for token, detail, end in ((TOKEN | ends, "The access token ends on 22 November 2026.", NOW), (TOKEN, "", None)):
        verdict = FACEBOOK.probe(account(CONFIG, SECRET, NOW), Script(answer(200, {"data": token})))
        assert (verdict.detail, verdict.ends_at) == (detail, end)


def test_probe_says_when_most_calls_are_spent() -> None:
    """Before Facebook refuses them."""
    door = Script(answer(200, {"data": TOKEN}, x_app_usage='{"call_count": 91}'))
    assert FACEBOOK.probe(account(CONFIG, SECRET, NOW), door).detail.startswith("91 % of the calls")


def test_how_long_facebook_stays_undecided_is_not_known_unless_said() -> None:
    """Only settings that name the time let a look-up say absent without a person."""
    assert FACEBOOK.settle_seconds({}) is None
    assert FACEBOOK.settle_seconds({"settle_seconds": "10"}) == 10.0
