"""What a second archive does to what the first one brought, and to what was here before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page, Revision

from cms.articles.models import ArticleIndexPage, ArticlePage
from cms.core.models import Organisation, Person
from tests.cms.content import article, person, published
from tests.cms.transfer.archive.installations import empty, exported, imported, rewritten, with_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive that has been brought in: an article by somebody who works somewhere."""
    employer = Organisation.objects.create(name="Example clinic", website="https://there.example.org/")
    page = article(title="Pressing", slug="pressing")
    page.authorships.create(person=person(name="Ada Author", organisation=employer))
    published(page)
    path = exported(tmp_path / "a.zip")
    empty()
    imported(path)
    return path


def changed_there(archive: Path, **live: Any) -> Path:
    rewritten(archive, with_record("articlepage", lambda record: record["live"].update(live)))
    return archive


def the_article() -> ArticlePage:
    return ArticlePage.objects.get()


def test_what_changed_there_changes_here(archive: Path) -> None:
    """A new title arrives as one new revision, published; the page and its date stay."""
    before, revisions = the_article(), Revision.objects.count()
    imported(changed_there(archive, title="Pressing well"))
    after = the_article()
    assert (after.pk, after.title, after.live) == (before.pk, "Pressing well", True)
    assert after.first_published_at == before.first_published_at
    assert Revision.objects.count() == revisions + 1
    assert [author.name for author in after.authors] == ["Ada Author"]


def test_a_draft_that_nobody_reviewed_arrives_so(tmp_path: Path) -> None:
    """A text that changed after its review is not taken for a reviewed one elsewhere; the live one is."""
    page = published(article())
    page.summary = "In other words."
    page.save_revision(clean=False)
    path = exported(tmp_path / "a.zip", "--drafts")
    empty()
    imported(path)
    prepared = the_article().get_latest_revision_as_object()
    assert (the_article().review_stands, prepared.summary) == (True, "In other words.")
    assert (prepared.reviewed_on, prepared.review_stands) == (None, False)


def edit(page: ArticlePage) -> None:
    page.summary = "Ours."
    page.sign_off()
    page.save_revision().publish()


def draft(page: ArticlePage) -> None:
    page.summary = "Ours."
    page.save_revision(clean=False)


@pytest.mark.parametrize("touch", [edit, draft, Page.unpublish])
def test_what_was_edited_here_stays(
    archive: Path, capsys: pytest.CaptureFixture[str], touch: Callable[[Any], None]
) -> None:
    """Neither a publication, nor a draft, nor a withdrawal of this installation's own is undone; it is told."""
    touch(the_article())
    revision = the_article().latest_revision_id
    imported(changed_there(archive, title="Pressing well"))
    assert (the_article().title, the_article().latest_revision_id) == ("Pressing", revision)
    assert "edited here and left as it is" in capsys.readouterr().out


def test_it_is_replaced_when_that_is_wanted(archive: Path) -> None:
    """With `--overwrite` the archive wins, also where it brings nothing new."""
    edit(the_article())
    imported(archive, "--overwrite")
    assert the_article().summary == "In short."


def test_what_was_here_before_stays(archive: Path) -> None:
    """A clinic of the same name is the same clinic; its address here is not overwritten, and people refer to it."""
    empty()
    ours = Organisation.objects.create(name="Example clinic", website="https://here.example.org/")
    imported(archive)
    assert Organisation.objects.get().website == "https://here.example.org/"
    assert Person.objects.get(name="Ada Author").organisation == ours


def test_nothing_is_deleted(archive: Path) -> None:
    """What this installation has besides stays where it is."""
    ours = published(article(title="Ours"))
    imported(archive, "--overwrite")
    assert ArticlePage.objects.filter(pk=ours.pk, live=True).exists()


def test_an_address_that_is_taken_gets_a_number(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that stands where the archive's would is not touched; running it again keeps the number."""
    empty()
    imported(archive)
    shelf = ArticleIndexPage.objects.get()
    the_article().delete()
    published(article(title="Ours", slug="pressing"), shelf)
    imported(archive)
    assert ArticlePage.objects.get(title="Pressing").slug == "pressing-1"
    assert "another page here has" in capsys.readouterr().out
    revisions = Revision.objects.count()
    imported(archive)
    assert Revision.objects.count() == revisions


def test_a_new_page_takes_its_place_among_the_others(archive: Path, tmp_path: Path) -> None:
    """Children stand in the order of the archive, though one of them comes later."""
    shelf = ArticleIndexPage.objects.get()
    last = published(article(title="Last"), shelf)
    path = exported(tmp_path / "b.zip")
    imported(path)
    ArticlePage.objects.get(title="Pressing").delete()
    assert titles_below(shelf) == [last.title]
    imported(path)
    assert titles_below(shelf) == ["Pressing", last.title]


def titles_below(shelf: ArticleIndexPage) -> list[str]:
    return list(Page.objects.child_of(Page.objects.get(pk=shelf.pk)).order_by("path").values_list("title", flat=True))


def test_its_own_archive_changes_nothing(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An installation that reads what it has written itself finds all of it as it is."""
    path = exported(tmp_path / "b.zip", "--drafts")
    capsys.readouterr()
    call_command("import_content", str(path))
    assert "created" not in (told := capsys.readouterr().out)
    assert "updated" not in told
