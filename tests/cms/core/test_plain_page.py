"""The minimal page that answers where there is no external site yet."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from cms.core.models import Authorship, Citation
from tests.cms.content import article, person, point, published, reference, research_summary
from tests.cms.plain import plain
from tests.flows.publishing.world import picture

pytestmark = pytest.mark.django_db


def close(page: object) -> None:
    """Let only members see a page."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Members"))


def test_a_page_shows_title_summary_people_body_and_sources(client: Client) -> None:
    """Everything that a reader needs stands on the plain page."""
    page = article(title="A title", medical_reviewer=person(name="Rae"), disclaimer="No advice.")
    page.authorships, page.citations = (
        [Authorship(person=person(name="Ann"))],
        [Citation(reference=reference(title="A work"))],
    )
    html = plain(client, published(page)).content.decode()
    for text in ("<h1>A title</h1>", "In short.", "At length.", "By Ann", "Checked by Rae", "A work.", "No advice."):
        assert text in html


def test_the_facts_of_a_study_and_a_point_are_shown(client: Client) -> None:
    """Types without a body show their own fields, with choices in words."""
    study = plain(client, published(research_summary(does_not_show="<p>Everything else.</p>"))).content.decode()
    assert "Randomised controlled trial" in study
    assert "Everything else." in study
    assert "Behind the knee." in plain(client, published(point())).content.decode()


def test_plain_text_is_shown_as_text(client: Client) -> None:
    """Markup in a plain field is not taken for markup."""
    html = plain(client, published(point(location="<b>Here</b>"))).content.decode()
    assert "&lt;b&gt;Here&lt;/b&gt;" in html


def test_every_block_is_shown(client: Client) -> None:
    """Blocks have plain, accessible HTML; the level of a care card is also said in words."""
    body = [
        ("heading", {"text": "Section", "level": "3"}),
        ("care_card", {"level": "emergency", "heading": "with numbness", "text": "<p>Now.</p>"}),
        ("dont", {"heading": "", "items": ["Wait"]}),
        ("expander", {"summary": "Why", "text": "<p>Because.</p>"}),
        ("quote", {"text": "Words", "source": "Somebody"}),
    ]
    html = plain(client, published(article(body=body))).content.decode()
    for text in (
        "<h3>Section</h3>",
        "Call for help now:",
        "Do not",
        "<summary>Why</summary>",
        "<figcaption>Somebody</figcaption>",
    ):
        assert text in html


def test_a_link_to_a_closed_page_does_not_name_it(client: Client) -> None:
    """A page that is for members only is not named by another, nor by its index."""
    secret, open_page = published(article(title="Secret")), published(article(title="Open"))
    close(secret)
    pages = [secret, open_page]
    page = published(article(body=[("page_links", {"heading": "More", "pages": pages})]))
    html = plain(client, page).content.decode()
    assert "Open" in html
    assert "Secret" not in html
    assert "Secret" not in plain(client, secret.get_parent()).content.decode()


def test_strangers_see_the_pictures(client: Client, settings: Settings, tmp_path: Path) -> None:
    """Pictures of a public page answer without a login, and their text stands beside them."""
    settings.MEDIA_ROOT = tmp_path
    uploaded = picture("A hand")
    body = [("image", {"image": uploaded, "alt": "In the text", "caption": ""})]
    page = published(article(image=uploaded, image_alt="At the top", body=body))
    call_command("reconcile_publications", verbosity=0)
    html = plain(client, page).content.decode()
    found = re.findall(r'<img src="([^"]+)" alt="([^"]+)" width="40" height="30">', html)
    assert [alt for _address, alt in found] == ["At the top", "In the text"]
    for address, _alt in found:
        assert client.get(address).getvalue().startswith(b"\x89PNG")


def test_the_page_is_not_for_search_engines(client: Client) -> None:
    """The external site is what search engines should find."""
    assert '<meta name="robots" content="noindex">' in plain(client, published(article())).content.decode()
