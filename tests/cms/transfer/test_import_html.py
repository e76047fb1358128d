import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from PIL import Image
from wagtail.models import Locale, Page

from cms.articles.models import ArticleIndexPage, ArticlePage, BlogIndexPage, BlogPostPage
from cms.core.models import Person, Reference
from cms.home.models import HomePage, StandardPage
from cms.media.models import CustomImage
from cms.publications.documents import render
from cms.publications.models import Change, Document
from cms.publications.reconcile import reconcile_pending
from cms.transfer.models import ImportedPage
from tests.cms.content import home, reference, review
from tests.hostile_server import HostileServer, answering

pytestmark = pytest.mark.django_db

PAGE = """<!doctype html><html lang="en"><head><title>Backs – Old site</title>
<meta name="description" content="About backs."><meta property="article:published_time" content="2019-03-02T10:00:00Z">
</head><body><nav>Menu</nav><main><h1>Backs</h1><p class="byline">By Jane Doe</p>
<p>Read <a href="other.html">more</a>. It cures everything.</p>
<img src="back.png" alt="A back"><ol><li>Doe J. On backs. doi:10.1000/back.1</ol></main></body></html>"""
OTHER = "<title>Other</title><article><p>See <a href='backs.html#top'>backs</a> and <a href='gone.html'>gone</a>."

Run = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small site in files, and a place for it here."""
    (tmp_path / "backs.html").write_text(PAGE)
    (tmp_path / "other.html").write_text(OTHER)
    picture = BytesIO()
    Image.new("RGB", (20, 20), "red").save(picture, "PNG")
    (tmp_path / "back.png").write_bytes(picture.getvalue())
    home().add_child(instance=ArticleIndexPage(title="Articles", summary="All."))
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs the command on files of the site; returns what it tells."""

    def run(*names: str, **options: Any) -> str:
        out = StringIO()
        call_command("import_html", *[str(folder / name) for name in names], stdout=out, **options)
        return out.getvalue()

    return run


def draft() -> ArticlePage:
    """The draft of the first page, as an editor would open it."""
    page: ArticlePage = ArticlePage.objects.get(title="Backs").get_latest_revision_as_object()
    return page


def test_a_page_becomes_a_draft(run: Run) -> None:
    """Title, summary, date, picture and text are where they belong."""
    run("backs.html")
    page = draft()
    assert (page.title, page.slug, page.seo_title, page.summary) == (
        "Backs",
        "backs",
        "Backs – Old site",
        "About backs.",
    )
    assert page.first_published_at is not None
    assert page.first_published_at.date().isoformat() == "2019-03-02"
    assert [block.block_type for block in page.body] == ["paragraph", "image", "paragraph"]
    assert page.body[1].value["image"].width == 20
    assert page.get_parent().specific_class is ArticleIndexPage


def test_nothing_is_published(run: Run) -> None:
    """Drafts only: no page is live, no document is made, no change is told."""
    run("backs.html", "other.html")
    reconcile_pending()
    assert not ArticlePage.objects.live().exists()
    assert not Document.objects.filter(type="articles").exists()
    assert not Change.objects.filter(type="articles").exists()


def test_a_page_that_was_imported_is_no_news(run: Run) -> None:
    """Published here, even without a date, it tells channels that it came from elsewhere."""
    run("other.html")
    page = ArticlePage.objects.get(title="Other")
    assert render(page).documents == []
    page.live = True
    [document] = render(page).documents
    assert document.share is not None
    assert document.share["is_imported"] is True


def test_the_report_tells_what_was_not_understood(run: Run, tmp_path: Path) -> None:
    """What was left out, unknown authors, claims: on the terminal as excerpts, in the file in full."""
    told = run("backs.html", report=tmp_path / "report.json")
    assert all(part in told for part in ("nav", "Menu", "is nobody known here: Jane Doe", "makes a claim", "1 created"))
    [row] = json.loads((tmp_path / "report.json").read_text())
    assert (row["outcome"], row["published"]) == ("created", "2019-03-02T10:00:00+00:00")
    assert [claim["text"] for claim in row["claims"]] == ["It cures everything."]


def test_authors_are_known_by_name(run: Run) -> None:
    """Somebody with that name, in any case, is the author."""
    jane = Person.objects.create(name="JANE DOE")
    assert "nobody known" not in run("backs.html")
    assert draft().authors == [jane]


def test_unknown_authors_are_made_only_when_asked(run: Run) -> None:
    """Without --create-people nobody is made."""
    run("other.html")
    assert not Person.objects.exists()
    run("backs.html", create_people=True)
    assert [person.name for person in draft().authors] == ["Jane Doe"]


def test_works_are_known_by_their_identifier(run: Run) -> None:
    """A work that is here is reused."""
    known = reference(DOI="10.1000/BACK.1")
    run("backs.html")
    assert draft().references == [known]


def test_unknown_works_hold_what_the_page_says(run: Run) -> None:
    """A work is made with its identifier and the line that names it; the report asks to complete it."""
    assert "complete it" in run("backs.html")
    assert Reference.objects.get().csl == {
        "type": "article-journal",
        "title": "Doe J. On backs. doi:10.1000/back.1",
        "DOI": "10.1000/back.1",
    }


def test_pages_of_one_run_lead_to_each_other(run: Run) -> None:
    """A link between them is a link to a page; one to another file is text, and told without a way into the machine."""
    told = run("backs.html", "other.html")
    other = ArticlePage.objects.get(title="Other")
    assert f'<a linktype="page" id="{other.pk}">more</a>' in str(draft().body.raw_data)
    assert f'linktype="page" id="{draft().pk}"' in str(other.body.raw_data)
    assert "file:" not in str(other.body.raw_data)
    assert "gone.html" in told


def test_a_second_run_changes_nothing(run: Run) -> None:
    """Unchanged sources make no revision, no picture, no page."""
    run("backs.html", "other.html")
    before = draft().latest_revision_id
    assert "2 unchanged" in run("backs.html", "other.html")
    assert draft().latest_revision_id == before
    assert (ArticlePage.objects.count(), CustomImage.objects.count(), Reference.objects.count()) == (2, 1, 1)


def test_a_changed_source_renews_an_untouched_draft(run: Run, folder: Path) -> None:
    """The draft gets a new revision, and stays where it is."""
    run("backs.html")
    before = draft()
    (folder / "backs.html").write_text(PAGE.replace("About backs.", "All about backs."))
    assert "1 updated" in run("backs.html")
    assert (draft().pk, draft().summary) == (before.pk, "All about backs.")
    assert draft().latest_revision_id != before.latest_revision_id


@pytest.mark.parametrize("publish", [False, True])
def test_what_somebody_has_worked_on_is_left_alone(run: Run, folder: Path, publish: bool) -> None:
    """An edited or published page is not touched, even when its source has changed; the report says so."""
    run("other.html")
    page = ArticlePage.objects.get(title="Other")
    page.summary = "Mine."
    for name, value in review().items():
        setattr(page, name, value)
    revision = page.save_revision()
    if publish:
        revision.publish()
    (folder / "other.html").write_text(OTHER + "New.")
    assert "left alone: Other" in run("other.html")
    assert page.get_latest_revision().pk == revision.pk


def test_a_deleted_draft_is_imported_again(run: Run) -> None:
    """Deleting a draft is how to have it made anew."""
    run("other.html")
    ArticlePage.objects.get(title="Other").delete()
    assert "1 created" in run("other.html")
    assert ImportedPage.objects.count() == 1


def test_a_run_that_broke_off_is_taken_up(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft that was placed and not filled is filled by the next run."""
    with monkeypatch.context() as broken:
        broken.setattr("cms.transfer.drafts.people", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run("backs.html")
    assert "1 created" in run("backs.html")
    assert draft().summary == "About backs."


def test_a_dry_run_keeps_nothing(run: Run) -> None:
    """It tells the same, and no row is kept."""
    before = Page.objects.count()
    assert "1 created. Nothing was kept." in run("backs.html", dry_run=True, create_people=True)
    assert Page.objects.count() == before
    assert not any(model.objects.exists() for model in (ImportedPage, Person, CustomImage))


def test_types_have_their_places(run: Run) -> None:
    """Blog posts go below the blog, pages below the front page or the page that is named."""
    HomePage.objects.get().add_child(instance=BlogIndexPage(title="Blog", summary="All."))
    run("backs.html", type="blog")
    assert BlogPostPage.objects.get().get_parent().title == "Blog"
    above = HomePage.objects.get().add_child(instance=StandardPage(title="About", summary="Us."))
    run("other.html", type="pages", parent="/about/")
    assert StandardPage.objects.get(title="Other").get_parent().pk == above.pk


@pytest.mark.parametrize("options", [{"parent": "/nowhere/"}, {"parent": "1"}, {"type": "blog"}, {"base": "old.org"}])
def test_a_place_that_cannot_be_is_an_error(run: Run, options: dict[str, str]) -> None:
    """An unknown parent, one of the wrong type, no index at all: nothing is imported, and the command fails."""
    with pytest.raises(CommandError):
        run("other.html", **options)
    assert not ImportedPage.objects.exists()


def test_pages_go_to_the_index_of_their_language(run: Run, folder: Path) -> None:
    """A page in a language that has an index goes there; another is put below the first, and told."""
    german = Locale.objects.create(language_code="de")
    index = ArticleIndexPage(title="Artikel", slug="artikel", summary="Alle.", locale=german)
    HomePage.objects.get().add_child(instance=index)
    (folder / "de.html").write_text("<html lang=de-AT><title>Rücken</title><p>Text")
    run("de.html")
    assert ArticlePage.objects.get(title="Rücken").locale == german


def test_a_page_on_the_web_is_fetched(folder: Path, settings: LazySettings) -> None:
    """Its address is its identity; what is no picture is not taken for one, and told."""
    settings.OUTBOUND_ALLOW_HTTP = settings.OUTBOUND_ALLOW_LOOPBACK = True
    settings.OUTBOUND_PORTS = range(65536)
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE.encode())}\r\n\r\n{PAGE}"
    out = StringIO()
    with HostileServer(answering(answer.encode())) as server:
        call_command("import_html", server.url("/backs.html"), stdout=out)
    assert ImportedPage.objects.get().source == server.url("/backs.html")
    assert "is not taken: it is no picture" in out.getvalue()


def test_an_address_inside_is_refused(folder: Path) -> None:
    """The command has no way into the network that the rest of the house does not have."""
    with pytest.raises(CommandError):
        call_command("import_html", "https://127.0.0.1:8443/", stdout=StringIO())
    assert not ImportedPage.objects.exists()


def test_an_unreadable_file_does_not_stop_the_others(run: Run) -> None:
    """The others are imported, it is reported, and the command fails in the end."""
    with pytest.raises(CommandError, match="1 could not be imported"):
        run("missing.html", "other.html")
    assert ArticlePage.objects.get().title == "Other"


def test_files_stand_for_addresses(run: Run) -> None:
    """With --base, a file is known by its address on the web, wherever it lies; pictures are still taken beside it."""
    run("backs.html", base="https://old.example.org/health/")
    assert ImportedPage.objects.get().source == "https://old.example.org/health/backs.html"
    assert 'href="https://old.example.org/health/other.html"' in str(draft().body.raw_data)
    assert CustomImage.objects.count() == 1
