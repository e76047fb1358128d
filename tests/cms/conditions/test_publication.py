"""What strangers and members are told of hubs, and that it follows every change at once."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.conditions.models import ConditionPage, PainTypePage, ProtocolItem, RegionPage
from cms.publications.models import Document
from tests.cms.api.test_openapi import valid
from tests.cms.conditions.factories import Hub, care, condition, hub, points, protocol
from tests.cms.content import published
from tests.cms.plain import plain
from tests.flows.publishing.judge import last_sequence, said_since
from tests.flows.publishing.world import build, gate

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "canary-in-a-protocol"
MANAGED = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")


@pytest.fixture(autouse=True)
def site() -> None:
    """A site to publish in: these tests commit, and those before them left nothing."""
    build()


def close(page: Page) -> None:
    """Let only members see a page and what stands below it."""
    gate(page, Group.objects.get_or_create(name="Members")[0])


def body(page: Page, access: str = "full") -> dict[str, Any]:
    document = Document.objects.get(kind="page", object_id=str(page.pk), access=access)
    value: dict[str, Any] = json.loads(bytes(document.body))
    return value


def codes(page: Page) -> list[str]:
    return [row["code"] for row in body(page)["points"]]


def closed_hub(**given: Any) -> Hub:
    """A hub for members, with a word in its protocols that no stranger may read."""
    one, two = points("BL40", "BL23")
    made = hub(protocol(one, note=WORD), protocol(two, kind="specific", note=WORD), teaser="For members.", **given)
    close(made.page)
    return made


def test_the_general_protocol_is_changed_once_for_every_page_of_the_hub() -> None:
    """Publishing the general protocol anew changes the hub and all that stands below it, at once."""
    one, two, three = points("BL40", "BL23", "BL60")
    general = protocol(one)
    made = hub(general, protocol(three, kind="specific"))
    before = last_sequence()
    general.items = [ProtocolItem(point=two, role="distant"), ProtocolItem(point=one, role="local")]
    general.save_revision().publish()
    assert (codes(made.page), codes(made.pain_type)) == (["BL23", "BL40"], ["BL23", "BL40"])
    assert codes(made.region) == ["BL23", "BL40", "BL60"]
    assert {path for action, _cause, _audience, path in said_since(before) if action == "updated"} == {
        Document.objects.get(object_id=str(page.pk)).path for page in (made.page, made.region, made.pain_type)
    }


def test_another_protocol_for_the_hub_reaches_its_parts() -> None:
    """Choosing another general protocol on the hub changes the pages below it."""
    one, two = points("BL40", "BL23")
    made = hub(protocol(one))
    made.page.general_protocol = protocol(two)
    made.page.sign_off()
    made.page.save_revision().publish()
    assert (codes(made.region), codes(made.pain_type)) == (["BL23"], ["BL23"])


def test_a_point_that_is_withdrawn_leaves_every_protocol() -> None:
    """A point page that is unpublished is told of nowhere."""
    one, two = points("BL40", "BL23")
    made = hub(protocol(one, two))
    one.unpublish()
    assert (codes(made.page), codes(made.region)) == (["BL23"], ["BL23"])


def test_a_new_page_is_listed_at_once_by_the_page_above() -> None:
    """Hubs appear in the index and regions in their hub when they are published, and when they are moved there."""
    made = hub()
    other = published(ConditionPage(**care(condition=condition())), made.index)
    assert {link["title"] for link in body(made.index)["hubs"]} == {made.page.title, other.title}
    mid = published(RegionPage(**care(code="mid")), made.page)
    assert [link["title"] for link in body(made.page)["regions"]] == [made.region.title, mid.title]
    Page.objects.get(pk=mid.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert [link["title"] for link in body(other)["regions"]] == [mid.title]
    mid.refresh_from_db()
    mid.delete()
    assert body(other)["regions"] == []


def test_strangers_read_the_red_flags_of_closed_pages(client: Client) -> None:
    """The teasers of a closed hub and of its parts carry the red flags, as their schemas say."""
    made = closed_hub()
    for page in (made.page, made.region, made.pain_type):
        answer = client.get(f"/api/v1/{page.api_name}/{body(page)['id']}/").json()
        assert answer["access"] == "teaser"
        assert answer["red_flags"][0]["value"]["heading"] == "Numb legs"
        valid(answer, {"$ref": f"#/components/schemas/{type(page).__name__.removesuffix('Page')}Teaser"})
        valid(client.get(f"/api/v1/{page.api_name}/").json()["items"][0], {"$ref": "#/components/schemas/Document"})


def test_strangers_can_tell_the_parts_of_a_closed_hub_apart() -> None:
    """The teaser of a part says by its code which one it is; the hub has none."""
    made = closed_hub()
    shown = [body(page, "teaser").get("code") for page in (made.page, made.region, made.pain_type)]
    assert shown == [None, made.region.code, made.pain_type.code]


def test_the_plain_page_of_a_closed_hub_shows_strangers_its_teaser(client: Client) -> None:
    """Its red flags and its teaser stand there, and nothing else of it; what names nobody stays hidden."""
    made = closed_hub(overview="<p>For members' eyes.</p>")
    html = plain(client, made.page).content.decode()
    assert "Numb legs" in html
    assert "For members." in html
    assert not [word for word in (WORD, "eyes", made.page.summary, made.region.title) if word in html]
    gate(made.page, Group.objects.create(name="Others"))
    assert plain(client, made.page).status_code == 404


def test_a_closed_protocol_stays_inside(client: Client) -> None:
    """No public byte holds a word of a closed hub's protocols, nor is it found by their points."""
    made = closed_hub()
    assert WORD in json.dumps(body(made.region))
    public = Document.objects.filter(audience="public")
    assert not [document for document in public if WORD.encode() in bytes(document.body) + bytes(document.summary)]
    assert not [document for document in public if WORD in json.dumps(document.share)]
    assert client.get("/api/v1/conditions/?point=BL40").json()["items"] == []
    assert WORD not in plain(client, made.page).content.decode()


def test_red_flags_stay_public_however_a_page_was_closed() -> None:
    """A page that is closed after it was published, without any teaser, still tells strangers its red flags."""
    made = hub()
    close(made.index)
    for page in (made.page, made.region, made.pain_type):
        teaser = body(page, "teaser")
        assert (teaser["teaser"], len(teaser["red_flags"])) == ("", 1)
    call_command("reconcile_publications", check=True, verbosity=0)


def test_red_flags_change_for_strangers_as_well() -> None:
    """An edit of the red flags reaches the public teaser; an edit of the rest does not."""
    made = closed_hub()
    made.page.red_flags = [("care_card", {"level": "urgent", "heading": "Fever", "text": "<p>Today.</p>"})]
    made.page.sign_off()
    made.page.save_revision().publish()
    teaser = body(made.page, "teaser")
    assert teaser["red_flags"][0]["value"]["heading"] == "Fever"
    page = ConditionPage.objects.get(pk=made.page.pk)
    page.overview = "<p>Otherwise.</p>"
    page.sign_off()
    page.save_revision().publish()
    assert body(page, "teaser") == teaser


@pytest.mark.parametrize("model", [ConditionPage, RegionPage, PainTypePage])
def test_a_closed_page_is_not_published_without_a_teaser(model: type[Any]) -> None:
    """Where access is restricted, a page that requires red flags needs a teaser, whatever publishes it."""
    made = closed_hub()
    close(made.index)
    own = {"condition": condition()} if model is ConditionPage else {"code": "mid"}
    page = model(**care(**own), live=False)
    (made.index if model is ConditionPage else made.page).add_child(instance=page)
    with pytest.raises(ValidationError) as refusal:
        page.save_revision().publish()
    assert list(refusal.value.message_dict) == ["teaser"]
    page.teaser = "For members."
    page.save_revision().publish()
    assert body(page, "teaser")["teaser"] == "For members."


def test_the_form_of_a_new_page_knows_where_it_will_stand(client: Client) -> None:
    """The editor of a new page below a closed one reads at the field why it cannot be published yet."""
    made = closed_hub()
    client.force_login(get_user_model().objects.create_superuser("editor"))
    address = reverse("wagtailadmin_pages:add", args=["conditions", "regionpage", made.page.pk])
    rows = {
        f"{name}-{key}": "0"
        for name in ("authorships", "citations", "share_preferences", "comments")
        for key in MANAGED
    }
    blocks = {f"{name}-count": "0" for name in ("red_flags", "self_care", "background")}
    fields = {"title": "Mid", "slug": "mid", "summary": "In short.", "code": "mid", "overview": "null"}
    answer = client.post(address, rows | blocks | fields | {"action-publish": "1"}).content.decode()
    assert "write what else they may read of it" in answer
    assert "Say which signs need more than self-care" in answer
