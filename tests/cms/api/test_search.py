"""Search: what is found, in which order, how it is shown, and by whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.api.views import search
from cms.core.models import ContentPage
from cms.publications.models import Change, Document
from cms.publications.reconcile import reconcile_pending
from cms.publications.search import hits
from cms.publications.search.models import DocumentText
from cms.publications.search.store import store_text
from cms.publications.search.texts import Texts
from tests.cms.api.factories import SPRING, api_key, document, group
from tests.cms.content import article, blog_post, person, point, published
from tests.flows.publishing.world import gate

KIDNEY = {"code": "BL23", "pinyin": "Shenshu", "hanzi_traditional": "腎俞", "hanzi_simplified": "肾俞"}
WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta"]
CODES = ["BL23", "bl23", "UB 23", "bl-23", "bl 23", "Bl.023"]
NAMES = ["Shenshu", "shen shu", "Shènshū", "shens", "腎俞", "肾俞", "腎"]


def show(*pages: ContentPage) -> None:
    """Publish the pages, in this order."""
    for page in pages:
        published(page)
    settle()


def settle() -> None:
    while reconcile_pending():
        pass


def findable(title: str, lead: str = "", body: str = "", **given: Any) -> Document:
    """A stored document with its words; every one is a minute younger than the one before."""
    stored = document(title=title, **given)
    store_text(stored, Texts(title, (), lead, body))
    return stored


def answer(client: Client, q: str, headers: dict[str, str] | None = None, **query: Any) -> dict[str, Any]:
    response = client.get("/api/v1/search/", {"q": q, **query}, headers=headers)
    assert response.status_code == 200, response.content
    said: dict[str, Any] = response.json()
    return said


def found(client: Client, q: str, **query: Any) -> list[str]:
    """The titles of what is found."""
    return [item["document"]["title"] for item in answer(client, q, **query)["items"]]


def test_a_point_is_found_however_it_is_called(client: Client) -> None:
    """WHO's code and those of books, pinyin with and without tones and spaces, Han characters of both kinds."""
    show(point(title="Kidney point", **KIDNEY), point(title="Another", code="BL24", pinyin="Qihaishu"))
    asked = [*CODES, *NAMES]
    assert {spelling: found(client, spelling) for spelling in asked} == {name: ["Kidney point"] for name in asked}


def test_a_text_is_found_by_the_points_it_names(client: Client) -> None:
    """However a point is spelled in running text, each of its spellings finds the text."""
    show(article(title="Old book", body=[("paragraph", "<p>Press UB 23, Shènshū (腎俞/肾俞).</p>")]))
    assert [found(client, spelling) for spelling in (*CODES, *NAMES[2:])] == [["Old book"]] * (len(CODES) + 5)


def test_the_words_of_every_block_and_row_are_found(client: Client) -> None:
    """Paragraphs, callouts, captions of tables, names of authors: what people read, without its markup."""
    blocks = [
        ("paragraph", "<p>alpha <strong>be</strong>ta</p>"),
        ("warning", {"heading": "gamma", "text": "<p>delta</p>"}),
    ]
    show(article(title="Long", summary="epsilon", body=[*blocks, ("quote", {"text": "zeta", "source": "eta"})]))
    assert [found(client, word) for word in WORDS] == [["Long"]] * len(WORDS)
    assert found(client, "Rita", type="articles") == ["Long"]
    assert [found(client, word) for word in ("paragraph", "quote", "strong")] == [[], [], []]


def test_a_site_that_shows_only_pages_asks_for_pages(client: Client) -> None:
    """`kind` leaves out people and papers, which have no address of their own; so do suggestions."""
    findable("Rita's page")
    findable("Rita", kind="person", type="people", path="")
    assert sorted(found(client, "Rita")) == ["Rita", "Rita's page"]
    assert (found(client, "Rita", kind="page"), found(client, "Rita", kind="person")) == (["Rita's page"], ["Rita"])
    suggested = client.get("/api/v1/search/suggest/", {"q": "Rit", "kind": "page"}).json()["items"]
    assert [item["title"] for item in suggested] == ["Rita's page"]


def test_title_before_summary_before_text(client: Client) -> None:
    """Where a word stands decides what comes first; among equals the newest does."""
    findable("Sciatica")
    findable("B", "About sciatica.")
    findable("C", "", "Of sciatica, too.")
    findable("D", "", "Of sciatica, too.")
    assert found(client, "sciatica") == ["Sciatica", "B", "D", "C"]


FORMS = [
    ("en", "studies", "study"),
    ("en", "Pressing points", "press point"),
    ("en", "acupressure", "acupres"),
    ("en", "university", "universi"),
    ("en", "The naïve café", "naive CAFÉ"),
    ("de", "Rückenschmerzen", "ruckenschm"),
    ("de", "gegen Schmerzen", "Was hilft gegen Schmerzen".removeprefix("Was hilft ")),
    ("nl", "rugklachten", "rugkl"),
]


@pytest.mark.parametrize("locale, text, asked", FORMS)
def test_other_forms_of_words_are_found(client: Client, locale: str, text: str, asked: str) -> None:
    """Plurals, beginnings of the last word, capitals, accents or none, words that say nothing."""
    findable("Found", body=text, locale=locale)
    findable("Other", body="something else", locale=locale)
    assert found(client, asked) == ["Found"]


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize(
    "locale, text, asked", [("de", "die Übungen", "übung machen"), ("nl", "oefeningen", "oefening doen")]
)
def test_postgresql_knows_the_forms_of_each_language(client: Client, locale: str, text: str, asked: str) -> None:
    """The stems of German and Dutch words are known besides those of English."""
    findable("Found", body=f"{text} {asked.split()[1]}", locale=locale)
    assert found(client, asked) == ["Found"]


def test_all_words_must_be_there(client: Client) -> None:
    """Words stand anywhere in one document; one that is missing is not made up for."""
    findable("Back", "pain")
    findable("Back", "ache")
    assert found(client, "pain in the back") == ["Back"]
    assert found(client, "back neck") == []


def test_filters_of_lists_narrow_what_is_found(client: Client) -> None:
    """Type, language, facets and dates narrow a search as they narrow a list."""
    later = SPRING + timedelta(days=900)
    findable("knee one", facets={"tag": ["rest"]}, published_at=SPRING)
    findable("knee two", locale="de", type="points", published_at=later)
    assert found(client, "knee", tag="rest") == ["knee one"]
    assert found(client, "knee", type="points") == ["knee two"]
    assert found(client, "knee", locale="de") == ["knee two"]
    assert found(client, "knee", published_after=later - timedelta(days=1)) == ["knee two"]


def test_hits_are_counted_by_facet(client: Client) -> None:
    """The most frequent values come first; nothing is counted that was not asked for."""
    for tag, locale in (("rest", "en"), ("walk", "en"), ("walk", "de")):
        findable("knee", facets={"tag": [tag]}, locale=locale)
    findable("neck", facets={"tag": ["other"]})
    counted = answer(client, "knee", facets="tag,locale,type")["facets"]
    assert counted == {
        "tag": [{"value": "walk", "count": 2}, {"value": "rest", "count": 1}],
        "locale": [{"value": "en", "count": 2}, {"value": "de", "count": 1}],
        "type": [{"value": "articles", "count": 3}],
    }
    assert "facets" not in answer(client, "knee")


def test_pages_go_forward_and_back(client: Client) -> None:
    """Following `next` shows every hit once; `previous` leads back; the whole is counted."""
    for number in range(5):
        findable(f"knee {number}")
    first = answer(client, "knee", limit=2)
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    titles = [item["document"]["title"][-1] for page in (first, second, third) for item in page["items"]]
    assert ("".join(titles), third["next"], first["previous"]) == ("43210", None, None)
    assert client.get(third["previous"]).json()["items"] == second["items"]
    assert (first["count"], first["complete"]) == (5, True)


def test_a_cursor_answers_one_question_only(client: Client) -> None:
    """A cursor of another search, of a list, or of nobody's making is refused."""
    for _ in range(2):
        findable("knee neck")
    cursor = answer(client, "knee", limit=1)["next"].split("cursor=")[1].split("&")[0]
    of_list = client.get("/api/v1/documents/?limit=1").json()["next"].split("cursor=")[1]
    for asked in ({"q": "neck", "cursor": cursor}, {"q": "knee", "cursor": of_list}, {"q": "knee", "cursor": "x"}):
        errors = client.get("/api/v1/search/", asked).json()["errors"]
        assert [error["parameter"] for error in errors] == ["cursor"]


def test_of_very_many_hits_titles_are_not_lost(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a word stands in more documents than are looked at, an old one that is called so is still the first."""
    monkeypatch.setattr(hits, "MOST", 3)
    monkeypatch.setattr(search, "everywhere", search.everywhere.__wrapped__)  # what is written once has another number
    findable("Knee")
    for number in range(4):
        findable(f"{number}", body="knee")
    said = answer(client, "knee")
    assert [item["document"]["title"] for item in said["items"]] == ["Knee", "3", "2", "1"]
    assert (said["count"], said["complete"]) == (4, False)


def test_highlights_are_marked_in_escaped_text(client: Client) -> None:
    """Title and text are shown as they were written, words marked, everything else escaped."""
    findable("Knees & <i>", "Köpfe.", f"{'Far away. ' * 60}Press the <b>knee</b> “gently” at BL 23. {'And on. ' * 60}")
    said = answer(client, "knee bl23")["items"][0]["highlights"]
    assert said["title"] == "<mark>Knees</mark> &amp; &lt;i&gt;"
    assert "the &lt;b&gt;<mark>knee</mark>&lt;/b&gt; “gently” at <mark>BL 23</mark>." in said["text"]
    assert (said["text"][:2], said["text"][-2:]) == ("… ", " …")


def test_a_hit_quotes_what_the_page_says(client: Client) -> None:
    """Bylines and disclaimers are found, but never quoted, not even where the text breaks off before them."""
    show(article(summary="Short.", disclaimer="No advice for knees.", body=[("paragraph", "<p>Press the knee.</p>")]))
    hits = {word: answer(client, word, type="articles")["items"][0] for word in ("Rita", "advice", "knee")}
    plain = "Short. · Press the knee."
    assert {word: hit["highlights"]["text"] for word, hit in hits.items()} == {
        "Rita": plain,
        "advice": plain,
        "knee": plain.replace("knee", "<mark>knee</mark>"),
    }


def test_accents_are_kept_where_words_are_marked(client: Client) -> None:
    """Found without accents, shown with them."""
    findable("Shènshū im Rücken", "In kurzen Worten.")
    said = answer(client, "shenshu rucken")["items"][0]["highlights"]
    assert said == {"title": "<mark>Shènshū</mark> im <mark>Rücken</mark>", "text": "In kurzen Worten."}


@pytest.mark.parametrize("who", ["stranger", "key of another group", "member"])
def test_the_gate_holds(client: Client, who: str) -> None:
    """A gated page is found by its members alone; others find its teaser, by the teaser's words alone."""
    members = Group.objects.create(name="Members")
    page = published(article(title="Secret plan", teaser="Outline for all.", body=[("paragraph", "<p>inside</p>")]))
    gate(page, members)
    settle()
    groups = {"member": [members], "key of another group": [group("Others")]}
    headers = api_key(*groups[who])[1] if who in groups else {}
    asked = {word: len(answer(client, word, headers=headers)["items"]) for word in ("inside", "outline", "secret")}
    mine = who == "member"
    assert asked == {"inside": int(mine), "outline": int(not mine), "secret": 1}


def test_what_is_hidden_leaves_no_trace(client: Client) -> None:
    """Neither counts, order nor bytes of an answer change when there is more that others may read."""
    for number in range(3):
        findable(f"knee {number}", body="rare " * number)
    queries = ["/api/v1/search/?q=knee&facets=type,tag", "/api/v1/search/?q=rare+knee", "/api/v1/search/suggest/?q=kne"]
    before = [(said.content, dict(said.headers)) for said in map(client.get, queries)]
    for _ in range(5):
        findable("knee rare", audience=f"group:{group().pk}", facets={"tag": ["hidden"]})
    assert [(said.content, dict(said.headers)) for said in map(client.get, queries)] == before


def test_what_is_withdrawn_is_found_no_more(client: Client) -> None:
    """An unpublished page is gone from the index too, and its changed words from the moment they changed."""
    page = published(blog_post(title="Alpha"))
    settle()
    page.title = "Beta"
    page.save_revision().publish()
    settle()
    assert (found(client, "alpha"), found(client, "beta")) == ([], ["Beta"])
    page.unpublish()
    settle()
    assert found(client, "beta") == []


def test_snippets_that_are_read_are_found_and_menus_are_not(client: Client) -> None:
    """People are found by their name; what only leads elsewhere is not."""
    person(name="Ada Brown")
    settle()
    assert found(client, "brown") == ["Ada Brown"]
    types = client.get("/api/v1/search/?q=x&type=menus").json()["errors"][0]
    assert types["parameter"] == "type"


HOSTILE = [
    "' OR 1=1 --",
    '"knee',
    "knee*",
    "a & | ! <-> b:*",
    "knee AND NEAR(",
    "{head}: x",
    "-knee +neck",
    "the",
    "x" * 200,
]
HOSTILE += [
    "(" * 50 + "a",
    "%_a\\",
    "é" * 100,
    "1e999 .5",
    "ß ſ ﬁ İ",
    "knee\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    " ".join("abcdefghijklmnopqrstuvwxyz" * 3),
]


@pytest.mark.parametrize("asked", HOSTILE)
def test_no_operator_does_anything(client: Client, asked: str) -> None:
    """What a query language would read as an order is a text like any other."""
    assert client.get("/api/v1/search/", {"q": asked}).status_code == 200


@pytest.mark.parametrize("asked", ["", " ", "???", "😀", "\x00", "knee\x00", "x" * 201, "x" * 1000, '""'])
def test_what_cannot_be_sought_is_refused(client: Client, asked: str) -> None:
    """Nothing, signs alone, too much, and what no database stores: an error that names the parameter."""
    for address in ("/api/v1/search/", "/api/v1/search/suggest/"):
        response = client.get(address, {"q": asked})
        assert (response.status_code, response.json()["errors"][0]["parameter"]) == (400, "q")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(min_size=1, max_size=40), word=st.text(min_size=1, max_size=40))
def test_whatever_is_asked_is_answered(client: Client, asked: str, word: str) -> None:
    """Any text, sought in any text, is answered or refused."""
    Document.objects.all().delete()
    findable(word.replace("\x00", "")[:255] or "x", body=asked.replace("\x00", ""))
    assert client.get("/api/v1/search/", {"q": asked}).status_code in {200, 400}


def test_suggestions_are_titles_that_begin_like_it(client: Client) -> None:
    """Titles that begin so come first, then those that have it, each as a link."""
    show(article(title="The back"), article(title="Back pain"), article(title="Backache", body=[]), point(title="Knee"))
    said = client.get("/api/v1/search/suggest/?q=bac").json()["items"]
    assert [item["title"] for item in said] == ["Back pain", "Backache", "The back"]
    assert set(said[0]) == {"id", "type", "title", "path", "url"}
    assert len(client.get("/api/v1/search/suggest/?q=bac&limit=1").json()["items"]) == 1


@pytest.mark.parametrize("query", ["facets=type,nothing", "facets=", "order=title", "type=unheard", "limit=0"])
def test_unknown_parameters_and_values_are_refused(client: Client, query: str) -> None:
    """As everywhere: a 400 that names the parameter."""
    errors = client.get(f"/api/v1/search/?q=knee&{query}").json()["errors"]
    assert [error["parameter"] for error in errors] == [query.partition("=")[0]]


def test_the_words_can_be_thrown_away(client: Client) -> None:
    """Rebuilt from what is published, they give the same answers, and nobody is told of a change."""
    show(article(title="Back pain", summary="Resting helps."), point(title="Shenshu", **KIDNEY))
    call_command("reconcile_publications", all=True, verbosity=0)
    asked = ("back", "rest", "UB 23", "腎俞")
    before, told = [answer(client, q) for q in asked], Change.objects.count()
    DocumentText.objects.all().delete()
    assert [found(client, q) for q in asked] == [[], [], [], []]
    call_command("reconcile_publications", all=True, verbosity=0)
    assert [answer(client, q) for q in asked] == before
    assert all(said["items"] for said in before)
    assert Change.objects.count() == told
