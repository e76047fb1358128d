import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from integrations.channels import channel
from integrations.channels.base import Message, Outcome, Presence
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

WORDPRESS = channel("wordpress")
CONFIG, SECRET = CONFIGS["wordpress"], SECRETS["wordpress"]
WHOLE = {**CONFIG, "posts_as": "whole"}
LINK = '<p><a href="https://example.org/en/articles/sleep/">Sleeping with a stiff neck</a></p>'
DOCUMENT = {
    "url": "https://example.org/en/articles/sleep/",
    "body": [{"type": "paragraph", "value": '<p>Lie <b>still</b>, <a href="/points/gv20/">press</a>.</p>'}],
    "disclaimer": "No advice.",
}
GOLDEN = Path(__file__).parents[2] / "golden" / "wordpress.json"
EVERYTHING = replace(
    shared(
        title="Sleep & back pain",
        locale="en",
        image="https://cms.example.org/images/x/1/max-1600x1600/",
        image_alt="A bed",
        first_published_at="2026-03-01T12:00:00+00:00",
    ),
    document={
        "url": MESSAGE.url,
        "red_flags": [
            {"type": "care_card", "value": {"level": "emergency", "heading": "You pass out", "text": "<p>Call.</p>"}}
        ],
        "body": [
            {"type": "heading", "value": {"text": "First steps [today]", "level": "2"}},
            {"type": "paragraph", "value": '<p>Read <a href="#next">on</a>. 👩🏽‍⚕️</p>'},
            {"type": "dont", "value": {"heading": None, "items": ["Lie <still> & wait"]}},
            {"type": "image", "value": {"image": {"src": "/images/x/2/", "alt": "A “towel”"}, "caption": "Rolled"}},
            {"type": "table", "value": {"caption": "", "columns": ["When"], "rows": [["At night"]]}},
            {"type": "unheard_of", "value": {}},
        ],
        "references": [{"citation": "Doe J. A study. 2020."}],
        "disclaimer": "This is no medical advice.",
    },
)
EXPIRED = answer(401, {"code": "rest_cannot_create", "message": "Sorry, you are not allowed.", "data": {"status": 401}})
FORBIDDEN_STATUS = {"code": "rest_forbidden_status", "message": "Status is forbidden.", "data": {"status": 401}}
INVALID = {"code": "rest_invalid_param", "message": "Invalid parameter(s): status"}
MAINTENANCE = Response(200, [("content-type", "text/html")], b"<h1>Briefly unavailable</h1>")


def composed(config: dict[str, Any] = CONFIG, message: Message = MESSAGE) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(WORDPRESS.compose(message, config, MARKER).body)
    return content


def whole(**share: Any) -> Message:
    return replace(shared(**share), document=DOCUMENT)


def test_post_is_title_summary_and_link() -> None:
    """What goes out says no more than it needs to, and names the slug by which it is found again."""
    content = composed()
    assert LINK in content.pop("content")
    assert content == {
        "title": "Sleeping with a stiff neck",
        "excerpt": "What helps, what does not, and when to see a doctor.",
        "slug": "m-k7qm2xpa",
        "status": "publish",
    }


def test_settings_say_how_and_where_it_is_filed() -> None:
    """Status, categories, tags and the date of the page are told where they are known."""
    config = {**CONFIG, "status": "draft", "categories": "3, 14", "tags": "15"}
    content = composed(config, shared(first_published_at="2026-11-02T00:30:00+01:00"))
    filed = {name: content[name] for name in ("status", "categories", "tags", "date_gmt")}
    assert filed == {"status": "draft", "categories": [3, 14], "tags": [15], "date_gmt": "2026-11-01T23:30:00"}


def test_the_whole_page_is_told_as_it_stands_in_feeds() -> None:
    """The running text with absolute links and its disclaimer, in its language, and then the link."""
    content = composed(WHOLE, whole(locale="de", disclaimer="Short"))
    assert content["content"] == (
        '<!-- wp:html -->\n<div lang="de" dir="auto">'
        '<p>Lie <b>still</b>, <a href="https://example.org/points/gv20/">press</a>.</p>\n\n\n'
        f"<footer><p>No advice.</p></footer>\n\n{LINK}</div>\n<!-- /wp:html -->"
    )


def test_without_a_running_text_the_summary_stands() -> None:
    """A type that has none, and a post that is a summary, end with the disclaimer's short form."""
    expected = "<p>What helps, what does not, and when to see a doctor.</p><p>Ask a doctor.</p>"
    for config, document in ((WHOLE, {"url": MESSAGE.url}), (WHOLE, None), (CONFIG, DOCUMENT)):
        message = replace(shared(disclaimer="Ask a doctor."), document=document)
        assert expected in composed(config, message)["content"]


def test_a_post_reads_as_on_file() -> None:
    """A change of what blogs get shows in the diff of a golden file: a whole page, and one with nothing but a summary.

    After a change that is meant: delete the file, run this test, look at the file that it wrote, and run it again.
    """
    posts = [composed(WHOLE, EVERYTHING), composed(CONFIG, shared(locale="de", disclaimer="Fragen Sie einen Arzt."))]
    found = json.dumps(posts, indent=2, ensure_ascii=False) + "\n"
    if not GOLDEN.exists():
        GOLDEN.write_text(found, encoding="utf-8")
        pytest.fail(f"{GOLDEN.name} was written: look at it, then run this test again")
    assert found == GOLDEN.read_text(encoding="utf-8")


def test_own_text_takes_the_place_of_the_summary() -> None:
    """An editor's text for the blog leads the post, in its own paragraphs; the title stays."""
    content = composed(message=shared(text={"x": "Short", "wordpress": "Neck stiff?\n\nRead on."}))
    assert "<p>Neck stiff?</p>\n\n<p>Read on.</p>" in content["content"]
    assert (content["title"], content["excerpt"]) == ("Sleeping with a stiff neck", "Neck stiff?\n\nRead on.")


def test_words_are_no_html_and_no_shortcodes() -> None:
    """Whatever is written in plain words is shown as it is, and nothing in square brackets runs."""
    content = composed(message=shared(title="a < b & [c]", summary="<b>[gallery]</b>"))
    assert content["title"] == "a &lt; b &amp; [c]"
    assert "<p>&lt;b&gt;&#91;gallery]&lt;/b&gt;</p>" in content["content"]


def test_preview_is_read_like_the_post() -> None:
    """A person reads title, lead, the words of the whole page, the link and what the picture shows."""
    payload = WORDPRESS.compose(whole(image="https://cms.example.org/towel.png", image_alt="A towel"), WHOLE, MARKER)
    assert WORDPRESS.preview(payload) == (
        "Sleeping with a stiff neck\n\nWhat helps, what does not, and when to see a doctor.\n\n"
        "Lie still, press.\nNo advice.\n\nhttps://example.org/en/articles/sleep/\n\nPicture: A towel"
    )
    assert WORDPRESS.preview(WORDPRESS.compose(MESSAGE, CONFIG, MARKER)).endswith("\n\n" + MESSAGE.url)


def test_nothing_to_share_is_an_error() -> None:
    """A document that may not be shared cannot be composed."""
    with pytest.raises(ValueError, match="may be shared"):
        WORDPRESS.compose(replace(MESSAGE, share=None), CONFIG, MARKER)


def test_only_whole_pages_hold_the_running_text() -> None:
    """A change of the running text is a correction where posts hold it, and there alone."""
    assert [WORDPRESS.tells_text(config) for config in (CONFIG, WHOLE)] == [False, True]


@pytest.mark.parametrize(
    "config,address",
    [
        ({}, "https://blog.example.org/wp-json/wp/v2/posts?_fields=id,slug,status,link"),
        (
            {"site": "https://example.org/blog/"},
            "https://example.org/blog/wp-json/wp/v2/posts?_fields=id,slug,status,link",
        ),
        ({"routes": "plain"}, "https://blog.example.org/?rest_route=/wp/v2/posts&_fields=id,slug,status,link"),
    ],
)
def test_blog_is_spoken_to_where_it_listens(config: dict[str, str], address: str) -> None:
    """Below the blog's address, or in its query; always with the user's name and application password."""
    door, ours = Script(answer(201, {"id": 7})), account({**CONFIG, **config}, SECRET, NOW)
    WORDPRESS.commit(WORDPRESS.compose(MESSAGE, CONFIG, MARKER), MESSAGE, ours, door)
    (request,) = door.requests
    assert request.url == address
    assert request.headers["authorization"] == "Basic bWVyaWRpYW46YWJjZCBFRkdIIDEyMzQgaWprbCBNTk9QIDU2Nzg="


def test_answer_names_the_post() -> None:
    """Number and address come from the answer; what is no address of the web is left out."""
    payload, ours = WORDPRESS.compose(MESSAGE, CONFIG, MARKER), account(CONFIG, SECRET, NOW)
    for link, seen in (("https://blog.example.org/m-k7qm2xpa/", True), ("javascript:alert(1)", False)):
        verdict = WORDPRESS.commit(payload, MESSAGE, ours, Script(answer(201, {"id": 7, "link": link})))
        assert (verdict.remote_id, verdict.remote_url) == ("7", link if seen else "")


def test_success_is_a_201_whatever_its_body() -> None:
    """A post was made when WordPress says so in the head of its answer."""
    payload, ours = WORDPRESS.compose(MESSAGE, CONFIG, MARKER), account(CONFIG, SECRET, NOW)
    verdict = WORDPRESS.commit(payload, MESSAGE, ours, Script(replace(MAINTENANCE, status=201)))
    assert (verdict.outcome, verdict.remote_id) == (Outcome.OK, "")


@pytest.mark.parametrize(
    "reply,outcome,wait",
    [
        (EXPIRED, Outcome.AUTH_EXPIRED, None),
        (answer(401, {"code": "incorrect_password", "message": "No."}), Outcome.AUTH_EXPIRED, None),
        (answer(400, {**INVALID, "data": {"details": {"status": FORBIDDEN_STATUS}}}), Outcome.AUTH_EXPIRED, None),
        (answer(400, {**INVALID, "data": {"details": {"date_gmt": {"data": None}}}}), Outcome.REJECTED, None),
        (answer(400, {**INVALID, "data": [1]}), Outcome.REJECTED, None),
        (answer(403, {"code": "rest_forbidden", "message": "No."}), Outcome.PERMISSION, None),
        (Response(403, [], b"<title>Attention required</title>"), Outcome.PERMISSION, None),
        (answer(404, {"code": "rest_no_route", "message": "No route."}), Outcome.PERMISSION, None),
        (answer(404, {"code": "rest_post_invalid_id", "message": "Invalid post ID."}), Outcome.REJECTED, None),
        (Response(404, [], b"<h1>Not Found</h1>"), Outcome.PERMISSION, None),
        (answer(410), Outcome.GONE, None),
        (Response(413, [], b"<h1>Request Entity Too Large</h1>"), Outcome.REJECTED, None),
        (answer(429, None, retry_after="30"), Outcome.RATE_LIMITED, 30),
        (answer(500, {"code": "db_insert_error", "message": "No."}), Outcome.UNKNOWN, None),
        (answer(503, None, retry_after="600"), Outcome.UNKNOWN, None),
        (MAINTENANCE, Outcome.UNKNOWN, None),
        (answer(301, None, location="https://www.blog.example.org/"), Outcome.UNKNOWN, None),
    ],
)
def test_refusals_are_called_what_they_are(reply: Response, outcome: Outcome, wait: float | None) -> None:
    """What is refused surely left no trace; after anything else nobody knows, whoever in front of the blog said it."""
    payload = WORDPRESS.compose(MESSAGE, CONFIG, MARKER)
    verdict = WORDPRESS.commit(payload, MESSAGE, account(CONFIG, SECRET, NOW), Script(reply))
    assert (verdict.outcome, verdict.retry_after) == (outcome, wait)
    assert verdict.detail.startswith("The blog answered ")


def test_refusal_is_told_in_words_that_help() -> None:
    """WordPress's own words and code, or that these are not WordPress's."""
    payload, ours = WORDPRESS.compose(MESSAGE, CONFIG, MARKER), account(CONFIG, SECRET, NOW)
    known, unknown = (
        WORDPRESS.commit(payload, MESSAGE, ours, Script(reply)).detail for reply in (EXPIRED, MAINTENANCE)
    )
    assert known == "The blog answered 401 (rest_cannot_create): Sorry, you are not allowed."
    assert unknown.startswith("The blog answered 200 in words that are not WordPress's: is this its address")


def test_password_given_anew_is_taken_up() -> None:
    """A worker that was refused uses the password that a person has given meanwhile; without one it says so."""
    ours = account(CONFIG, SECRET, NOW, renew=True)
    assert WORDPRESS.prepare(ours, Script()).outcome is Outcome.AUTH_REVOKED
    ours.save_secret({"application_password": "second"})
    assert WORDPRESS.prepare(ours, Script()).outcome is Outcome.OK
    assert ours.secret["application_password"] == "second"


def test_look_up_asks_for_the_slug_wherever_it_has_been_put() -> None:
    """By slug, also as the trash writes it, in every status, and as the user."""
    door = Script(answer(200, []))
    assert WORDPRESS.lookup(MARKER, account(CONFIG, SECRET, NOW), NOW, door).presence is Presence.ABSENT
    asked = parse_qs(urlsplit(door.requests[0].url).query)
    assert asked["slug"] == ["m-k7qm2xpa,m-k7qm2xpa__trashed"]
    assert asked["context"] == ["edit"]
    assert {"publish", "draft", "trash"} <= set(asked["status"][0].split(","))


def test_found_post_is_named() -> None:
    """What a look-up finds has its number and its address."""
    found = answer(200, [{"id": 7, "link": "https://blog.example.org/m-k7qm2xpa/"}])
    sighting = WORDPRESS.lookup(MARKER, account(CONFIG, SECRET, NOW), NOW, Script(found))
    assert (sighting.presence, sighting.remote_id) == (Presence.FOUND, "7")
    assert sighting.remote_url == "https://blog.example.org/m-k7qm2xpa/"


@pytest.mark.parametrize(
    "failure",
    [
        answer(503),
        EXPIRED,
        MAINTENANCE,
        answer(200),
        answer(200, {"odd": 1}),
        replace(answer(200, []), truncated=True),
        DoorError("silence", written=True),
    ],
)
def test_unreadable_answer_proves_nothing(failure: Any) -> None:
    """A list that fails or comes in part never makes a post absent; refused credentials are called so."""
    sighting = WORDPRESS.lookup(MARKER, account(CONFIG, SECRET, NOW), NOW, Script(failure))
    assert sighting.presence is Presence.UNKNOWN
    assert sighting.detail
    assert sighting.expired == (failure == EXPIRED)


@pytest.mark.parametrize(
    "replies,outcome",
    [
        ([answer(200, {"id": 7})], Outcome.OK),
        ([answer(404, {"code": "rest_post_invalid_id"})], Outcome.OK),
        ([answer(410, {"code": "rest_already_trashed"})], Outcome.OK),
        ([answer(501, {"code": "rest_trash_not_supported"}), answer(200, {"deleted": True})], Outcome.OK),
        ([answer(501, {"code": "rest_trash_not_supported"}), answer(503)], Outcome.TRANSIENT),
        ([Response(404, [], b"<h1>Not Found</h1>")], Outcome.PERMISSION),
        ([answer(403, {"code": "rest_cannot_delete"})], Outcome.PERMISSION),
        ([EXPIRED], Outcome.AUTH_EXPIRED),
        ([answer(503)], Outcome.TRANSIENT),
        ([MAINTENANCE], Outcome.TRANSIENT),
        ([DoorError("silence", written=True)], Outcome.TRANSIENT),
    ],
)
def test_taking_back_what_is_gone_is_success(replies: list[Any], outcome: Outcome) -> None:
    """Only WordPress itself can say that a post is gone; a blog without a trash is told to delete it."""
    assert WORDPRESS.retract("7", account(CONFIG, SECRET, NOW), Script(*replies)).outcome is outcome


def test_correction_replaces_words_and_picture_alone() -> None:
    """Status, slug, date and where it is filed are the blog's own by now; a picture that is gone is taken away."""
    config = {**CONFIG, "categories": "3"}
    payload = WORDPRESS.compose(shared(first_published_at="2026-11-02T00:30:00+01:00"), config, MARKER)
    door = Script(answer(200, {"id": 7}))
    assert WORDPRESS.update("7", payload, account(config, SECRET, NOW), door).remote_id == "7"
    (request,) = door.requests
    assert (request.method, urlsplit(request.url).path) == ("POST", "/wp-json/wp/v2/posts/7")
    told = json.loads(request.body)
    assert told.keys() == {"title", "content", "excerpt", "featured_media"}
    assert told["featured_media"] == 0


def test_correction_without_an_answer_may_be_repeated() -> None:
    """The same words once more change nothing."""
    payload = WORDPRESS.compose(MESSAGE, CONFIG, MARKER)
    for reply in (answer(504), MAINTENANCE):
        assert WORDPRESS.update("7", payload, account(CONFIG, SECRET, NOW), Script(reply)).outcome is Outcome.TRANSIENT


def test_other_settings_make_no_correction() -> None:
    """Where new posts go says nothing of those that stand; other words do."""
    former = WORDPRESS.compose(MESSAGE, CONFIG, MARKER)
    elsewhere = {**CONFIG, "status": "draft", "categories": "3"}
    assert json.loads(WORDPRESS.revise(MESSAGE, elsewhere, MARKER, former).body) == json.loads(former.body)
    revised = json.loads(WORDPRESS.revise(shared(title="Sleeping well"), elsewhere, MARKER, former).body)
    assert (revised["title"], revised["status"]) == ("Sleeping well", "publish")


@pytest.mark.parametrize(
    "config,able,detail",
    [
        ({}, "edit_posts edit_published_posts delete_published_posts publish_posts upload_files", ""),
        ({"status": "draft", "picture": "none"}, "edit_posts edit_published_posts delete_published_posts", ""),
        (
            {},
            "edit_posts edit_published_posts",
            "The user may not take published posts back or publish posts or upload pictures",
        ),
    ],
)
def test_probe_knows_what_the_user_may_do(config: dict[str, str], able: str, detail: str) -> None:
    """What the settings need must be allowed, and no more than that."""
    door = Script(answer(200, {"id": 2, "capabilities": dict.fromkeys(able.split(), True)}))
    verdict = WORDPRESS.probe(account({**CONFIG, **config}, SECRET, NOW), door)
    assert (verdict.outcome, verdict.detail) == (Outcome.PERMISSION if detail else Outcome.OK, detail)


@pytest.mark.parametrize("reply", [answer(200, []), answer(200, {"id": 2, "capabilities": []}), MAINTENANCE])
def test_probe_believes_no_half_answer(reply: Response) -> None:
    """An answer that does not say what the user may do proves nothing."""
    assert WORDPRESS.probe(account(CONFIG, SECRET, NOW), Script(reply)).outcome is Outcome.TRANSIENT


def test_how_long_the_blog_stays_undecided_can_be_left_open() -> None:
    """Without a time in the settings a person decides about posts that cannot be found."""
    assert WORDPRESS.settle_seconds({"settle_seconds": ""}) is None
    assert WORDPRESS.settle_seconds({"settle_seconds": "300"}) == 300
