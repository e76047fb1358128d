"""The preview of a page as posts shows what will be posted, and when."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import RequestFactory
from pytest_django import Settings

from cms.articles.models import ArticlePage
from cms.core.models import SharePreference
from cms.publications.sharing import share_of
from integrations.admin.outlook import MARKER, Outlook, outlook, preview
from integrations.delivery.look import look_once
from integrations.models import Destination
from tests.cms.content import article, published
from tests.flows.publishing.world import gate
from tests.integrations.fakes import make_delivery, make_destination

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Destination:
    """An account on X."""
    return make_destination(name="Our account", channel="x", config={"user_id": "1"})


def looked_at(page: ArticlePage, account: Destination) -> Outlook:
    share = share_of(page)
    assert share
    return outlook(account, page.translation_key, share)


def shown(page: ArticlePage) -> str:
    """What the preview says."""
    answer: Any = preview(RequestFactory().get("/"), page)
    return str(answer.render().content.decode())


def test_a_draft_is_shown_as_it_will_be_posted(account: Destination) -> None:
    """What is shown of a page in memory is, but for the mark, what is frozen when the page is published."""
    page = published(article(title="Before"))
    page.title = "First steps"
    before = looked_at(page, account).text
    page.sign_off()
    page.save_revision().publish()
    Destination.objects.update(announce_delay=0)
    look_once()
    sent = account.deliveries.get()
    assert before.replace(MARKER, sent.marker) == sent.text


def test_the_length_is_as_the_service_counts(account: Destination, settings: Settings) -> None:
    """X counts a link as 23 characters, however long it is."""
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    assert looked_at(published(article(title="ab", summary="cd")), account).length == (2 + 2 + 2 + 2 + 23, 280)


@pytest.mark.parametrize(
    "posting, plan",
    [
        ("", "Goes out by itself 120 seconds after the page is first published."),
        ("wait", "Will wait for a decision. The page asks to wait for a decision."),
        ("never", "The page is not to be posted here."),
    ],
)
def test_the_plan_follows_what_the_page_wishes(account: Destination, posting: str, plan: str) -> None:
    """The editor reads what will become of the page."""
    page = published(article())
    page.share_preferences = [SharePreference(channel="x", posting=posting)]
    assert looked_at(page, account).plan == plan


def test_what_has_been_posted_is_named_with_its_place() -> None:
    """A page that stands on a channel already is not announced a second time."""
    page, account = published(article()), make_destination(channel="x")
    url = "https://x.example.org/1"
    share = share_of(page)
    assert share
    delivery = make_delivery(account, state="sent", remote_url=url)
    assert delivery.change
    assert outlook(account, delivery.change.uid, share).plan == f"Considered already: sent. {url}"


def test_every_account_that_wants_such_a_page_is_shown(account: Destination) -> None:
    """Webhooks are not shown, nor accounts for other types or languages."""
    make_destination(channel="webhook", name="A program")
    make_destination(channel="facebook", name="Only points", types=["points"])
    make_destination(channel="facebook", name="In German", locale="de")
    html = shown(published(article(title="A <b>page")))
    assert "A &lt;b&gt;page" in html
    assert [name in html for name in ("Our account", "A program", "Only points", "In German")] == [True, *[False] * 3]


def test_without_an_account_the_editor_is_told() -> None:
    """An empty preview says why."""
    assert "No account on a social channel is connected" in shown(published(article()))


def test_of_a_closed_page_nothing_is_shown(account: Destination) -> None:
    """A page for members is not shared, and the preview says so."""
    page = published(article(title="Secret"))
    gate(page, Group.objects.create(name="Members"))
    html = shown(page)
    assert "it is not shared" in html
    assert "Our account" not in html


def test_the_editor_finds_it_among_the_previews() -> None:
    """Pages of types that are announced can be looked at as posts; indexes cannot."""
    page = published(article())
    assert [mode for mode, _ in page.preview_modes] == ["", "posts"]
    assert [mode for mode, _ in page.get_parent().specific.preview_modes] == [""]
    assert "How it will be shared" in page.make_preview_request(preview_mode="posts").render().content.decode()
