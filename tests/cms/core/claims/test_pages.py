"""Where a page may make a claim, and that no door lets it out."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.articles.models import ArticlePage
from cms.core.models import Citation, SharePreference
from cms.publications.schedule import REFUSED
from cms.research.models import FollowUp
from cms.users.models import User
from tests.cms.content import article, published, reference, research_summary
from tests.cms.core.test_pages import draft_of, submitted

pytestmark = pytest.mark.django_db

CLAIM = "Acupressure cures back pain."


def in_body(kind: str, value: Any) -> dict[str, Any]:
    return {"body": [(kind, value)]}


@pytest.mark.parametrize(
    "given, field",
    [
        *(({name: CLAIM}, name) for name in ("title", "seo_title", "search_description", "summary", "image_alt")),
        *(({name: CLAIM}, name) for name in ("disclaimer", "teaser", "what_changed")),
        (in_body("paragraph", f"<p>Now: <b>{CLAIM}</b></p>"), "body"),
        (in_body("heading", {"text": CLAIM, "level": "2"}), "body"),
        (in_body("do", {"heading": "", "items": ["Press.", CLAIM]}), "body"),
        (in_body("dont", {"heading": "Do this", "items": ["Stop your medicine"]}), "body"),
    ],
)
def test_a_claim_is_refused_at_its_field(given: dict[str, Any], field: str) -> None:
    """Whatever field or block makes the claim, the message stands there and names the words."""
    with pytest.raises(ValidationError, match=r"cures|Stop your medicine") as refusal:
        published(article(**given))
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(
    "rows, row",
    [
        ("follow_ups", FollowUp(time_point="6 months", finding=CLAIM)),
        ("share_preferences", SharePreference(channel="x", text=CLAIM)),
    ],
)
def test_a_row_that_claims_is_told_at_the_top(rows: str, row: Any) -> None:
    """Rows count as text, what channels post too; their message names the sentence."""
    page = research_summary()
    setattr(page, rows, [row])
    with pytest.raises(ValidationError) as refusal:
        published(page)
    assert CLAIM in refusal.value.message_dict["__all__"][0]


@pytest.mark.parametrize(
    "given",
    [
        {"does_not_show": f"<p>That {CLAIM}</p>"},
        {"conclusion": "The trial found pressing safer than tablets, in 80 %."},
    ],
)
def test_a_summary_reports_what_a_study_found(given: dict[str, Any]) -> None:
    """Findings with their paper, and what is not so, are no claims."""
    assert published(research_summary(**given)).live


def test_what_stands_under_do_not_is_denied() -> None:
    """A list under our own “Do not” names what readers must not do."""
    assert published(article(**in_body("dont", {"heading": "", "items": ["Stop your medicine"]}))).live


def test_a_percentage_needs_a_reference_on_the_page() -> None:
    """The same sentence is refused without a source, and published with one, in the list or in the text."""
    with pytest.raises(ValidationError, match="percentage without a source"):
        published(article(summary="It helped 20 % of them."))
    cited = article(summary="It helped 20 % of them.")
    cited.citations = [Citation(reference=reference())]
    assert published(cited).live
    listed = [("references", [reference()])]
    assert published(article(summary="It helped 20 % of them.", body=listed)).live


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor"))
    return client


def drafted(**given: Any) -> ArticlePage:
    """A live article whose newest draft claims too much."""
    page: ArticlePage = published(article())
    page.summary = CLAIM
    for name, value in given.items():
        setattr(page, name, value)
    page.save_revision(clean=False)
    return page


def test_a_draft_may_claim_and_is_refused_when_published(editor: Client) -> None:
    """In the admin the draft is kept; publishing it shows the message and changes nothing."""
    page = published(article())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.post(address, submitted(page, summary=CLAIM))
    assert draft_of(page).summary == CLAIM
    answer = editor.post(address, submitted(page, summary=CLAIM, **{"action-publish": "1"}))
    assert "Claim rule “cure”" in answer.content.decode()
    page.refresh_from_db()
    assert page.summary == "In short."


def test_a_revision_that_claims_does_not_go_live() -> None:
    """Publishing a revision is refused, and the page stays as it is."""
    page = drafted()
    with pytest.raises(ValidationError, match="Claim rule “cure”"):
        page.get_latest_revision().publish()
    assert ArticlePage.objects.get(pk=page.pk).summary == "In short."


def test_a_scheduled_revision_is_judged_when_its_time_comes() -> None:
    """What was scheduled unseen does not go live, and its history says why."""
    page = drafted(go_live_at=timezone.now() + timedelta(hours=1))
    page.get_latest_revision().publish()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")
    assert "“cure”" in str(PageLogEntry.objects.get(action=REFUSED).message)
    assert ArticlePage.objects.get(pk=page.pk).summary == "In short."


def test_saving_a_live_page_directly_is_refused() -> None:
    """A program that saves a live page meets the same rule."""
    page = published(article())
    page.summary = CLAIM
    with pytest.raises(ValidationError, match="Claim rule “cure”"):
        page.save()


def test_a_draft_is_saved_by_a_program_without_a_word() -> None:
    """An import may bring claims in as drafts; they are judged when somebody publishes them."""
    index = published(article()).get_parent()
    page = index.add_child(instance=article(summary=CLAIM, live=False))
    assert ArticlePage.objects.get(pk=page.pk).live is False
