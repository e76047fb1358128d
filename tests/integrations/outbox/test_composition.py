"""From a real page to the text of its post, in the template of a destination."""

from datetime import date

import pytest

from cms.articles.models import ArticlePage
from cms.home.models import DisclaimerPage
from cms.publications.identity import page_uid
from cms.publications.sharing import share_of
from integrations.admin.outlook import MARKER, outlook
from integrations.delivery.look import look_once
from integrations.models import Delivery, Destination
from tests.cms.content import article, home, published
from tests.integrations.fakes import make_destination

pytestmark = pytest.mark.django_db
SHORT = "General information, no medical advice."
CONFIG = {"user_id": "1", "template": "{title}\n{hashtags}\n{disclaimer}\n{url}", "utm_source": "x"}


@pytest.fixture
def account() -> Destination:
    """An account with a template of its own."""
    return make_destination(channel="x", config=CONFIG, secret={"client_id": "c", "access_token": "a"})


@pytest.fixture
def page(account: Destination) -> ArticlePage:
    """A page with tags, on a site with a disclaimer; its post is composed but not sent."""
    body = [("paragraph", "<p>Ask a doctor.</p>")]
    wording = {"short_form": SHORT, "body": body, "effective_from": date(2026, 1, 1)}
    published(DisclaimerPage(title="Disclaimer", slug="d", summary="What to know.", **wording), home())
    page = article(title="Ease a stiff neck")
    page.tags.add("stiff neck", "self-care")
    made: ArticlePage = published(page)
    look_once()
    return made


def shown(account: Destination, page: ArticlePage) -> str:
    share = share_of(page)
    assert share
    return outlook(account, page_uid(page), share).text


def test_tags_disclaimer_and_statistics_come_from_page_site_and_account(
    account: Destination, page: ArticlePage
) -> None:
    """Everything that the template names is there."""
    title, tags, disclaimer, link = shown(account, page).split("\n")
    assert (title, tags, disclaimer) == ("Ease a stiff neck", "#SelfCare #StiffNeck", SHORT)
    assert link.endswith(f"?utm_source=x&m={MARKER}")


def test_what_is_shown_is_what_is_frozen(account: Destination, page: ArticlePage) -> None:
    """The preview is made of the bytes that are sent, disclaimer and all."""
    Delivery.objects.update(released=True, state="ready", due_at="2020-01-01T00:00Z")
    look_once()
    sent = Delivery.objects.get(change__path__endswith=f"/{page.slug}/", purpose="tell")
    assert sent.text == shown(account, page).replace(MARKER, sent.marker)


def test_a_site_without_a_disclaimer_has_none_in_its_posts(account: Destination) -> None:
    """The line is left out, and nothing of the template is seen."""
    assert len(shown(account, published(article(title="Alone"))).split("\n")) == 2
