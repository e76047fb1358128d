"""Links in circles, aliases, translations and drafts."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Locale, Page, Site

from cms.articles.models import ArticlePage
from cms.publications.identity import page_uid
from integrations.channels import CHANNELS
from integrations.models import Delivery
from integrations.outbox.fan_out import fan_out
from tests.cms.content import article, published
from tests.cms.transfer.archive.installations import documents, empty, exported, imported
from tests.integrations.fakes import SOCIAL, FakeChannel, make_destination

pytestmark = pytest.mark.django_db


def test_pages_that_link_each_other_do_so_elsewhere(tmp_path: Path) -> None:
    """In rich text and in blocks: each leads to the page that it led to, under another number."""
    one, two = published(article(title="One")), published(article(title="Two"))
    for page, other in ((one, two), (two, one)):
        link = f'<p><a linktype="page" id="{other.pk}">Over there</a></p>'
        page.body = [("paragraph", link), ("page_links", {"heading": "", "pages": [other]})]
        page.sign_off()
        page.save_revision().publish()
    archive = exported(tmp_path / "a.zip")
    empty()
    imported(archive)
    here = {page.title: page for page in ArticlePage.objects.all()}
    for title, other in (("One", here["Two"]), ("Two", here["One"])):
        stored = json.dumps(here[title].body.get_prep_value())
        assert f'id=\\"{other.pk}\\"' in stored
        assert [member.pk for member in here[title].body[1].value["pages"]] == [other.pk]


def test_aliases_and_translations_stay_what_they_are(tmp_path: Path) -> None:
    """An alias follows its original, a translation belongs to it; both under the ids that they had."""
    page = published(article(title="Original"))
    CreatePageAliasAction(page, update_slug="alias").execute(skip_permission_checks=True)
    home = page.get_ancestors().get(depth=2).specific
    german = Locale.objects.get_or_create(language_code="de")[0]
    for part in (home, page.get_parent().specific, page):
        CopyPageForTranslationAction(part, german).execute(skip_permission_checks=True)
    uids = {str(page_uid(p)) for p in Page.objects.filter(depth__gt=1) if p.specific_class is not Page}
    archive = exported(tmp_path / "a.zip", "--drafts")
    empty()
    imported(archive)
    alias = ArticlePage.objects.get(slug="alias")
    assert alias.live
    assert alias.alias_of.title == "Original"
    assert {str(page_uid(p)) for p in Page.objects.filter(depth__gt=1)} == uids
    assert {p.locale.language_code for p in alias.alias_of.get_translations()} == {"de"}
    assert Site.objects.get().root_page.locale.language_code == "en"


def test_drafts_come_along_when_they_are_asked_for(tmp_path: Path) -> None:
    """A page that was never published, and what is prepared of one that is live; readers hear of neither."""
    page = published(article(title="Live"))
    shelf = page.get_parent()
    page.title = "Prepared"
    page.save_revision(clean=False)
    shelf.add_child(instance=article(title="Never shown", live=False)).save_revision()
    archive, before = exported(tmp_path / "a.zip", "--drafts"), exported(tmp_path / "b.zip")
    empty()
    imported(before)
    assert [p.title for p in ArticlePage.objects.all()] == ["Live"]
    imported(archive)
    assert ArticlePage.objects.get(live=True).get_latest_revision_as_object().title == "Prepared"
    assert ArticlePage.objects.get(live=True).title == "Live"
    assert ArticlePage.objects.get(live=False).title == "Never shown"
    assert {body[4].get("title") for body in documents().values()} >= {"Live"}
    assert "Never shown" not in str(documents())
    assert "Prepared" not in str(documents())


@pytest.mark.parametrize("days", [0, 30])
def test_nothing_is_announced_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """What was published elsewhere, and perhaps posted there just now, waits here for an editor."""
    social = FakeChannel()
    social.capabilities = SOCIAL
    monkeypatch.setitem(CHANNELS, "fake", social)
    page = published(article(title="Old news"))
    Page.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - timedelta(days=days))
    archive = exported(tmp_path / "a.zip")
    empty()
    account = make_destination()
    imported(archive)
    fan_out()
    assert [delivery.state for delivery in account.deliveries.all()] == [Delivery.State.WAITING]
