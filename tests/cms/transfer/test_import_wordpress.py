from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from cms.articles.models import ArticlePage, BlogIndexPage, BlogPostPage
from cms.core.models import Person
from cms.home.models import StandardPage
from cms.media.models import CustomImage
from cms.publications.models import Change
from cms.publications.reconcile import reconcile_pending
from tests.cms.content import home

pytestmark = pytest.mark.django_db

EXPORT = Path(__file__).parent / "data" / "wordpress-6.1.9.xml"


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A copy of the site's uploads, and a place for its posts here."""
    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    (tmp_path / "2026" / "11").mkdir(parents=True)
    (tmp_path / "2026" / "11" / "back.png").write_bytes(picture.getvalue())
    home().add_child(instance=BlogIndexPage(title="Blog", summary="All."))
    return tmp_path


def run(media: Path, file: Path = EXPORT, **options: Any) -> str:
    out = StringIO()
    call_command("import_wordpress", str(file), media=media, stdout=out, **options)
    return out.getvalue()


def post(slug: str) -> BlogPostPage:
    page: BlogPostPage = BlogPostPage.objects.get(slug=slug).get_latest_revision_as_object()
    return page


def test_a_real_export_becomes_drafts(media: Path) -> None:
    """Posts are blog posts, pages are pages below each other, drafts are drafts; what is in the trash is skipped."""
    told = run(media)
    assert "skipped: Thrown away: post, trash" in told
    assert "5 created" in told
    assert sorted(BlogPostPage.objects.values_list("slug", flat=True)) == [
        "classic-post",
        "not-yet",
        "pressing-and-breathing",
    ]
    assert StandardPage.objects.get(slug="team").get_parent().slug == "about-us"
    assert not BlogPostPage.objects.live().exists()
    reconcile_pending()
    assert not Change.objects.filter(type="blog").exists()


def test_a_post_of_the_new_editor_keeps_its_blocks(media: Path) -> None:
    """Title, summary, tags, date, pictures and blocks are where they belong; a film is a link."""
    run(media)
    page = post("pressing-and-breathing")
    assert page.title == "Pressing & breathing – a start"
    assert page.summary == "How to begin, in five minutes."
    assert [tag.name for tag in page.sorted_tags] == ["Back pain", "Beginners", "Self-care"]
    assert page.first_published_at is not None
    assert page.first_published_at.year == 2021
    assert (page.image_alt, CustomImage.objects.count()) == ("Drawing of a back", 1)
    kinds = [block.block_type for block in page.body]
    assert kinds == ["paragraph", "heading", "paragraph", "image", "quote", "table", "paragraph"]
    assert page.body[3].value["caption"] == "Where it hurts"
    assert 'href="https://video.example.org/watch/1"' in str(page.body[6].value.source)


def test_a_post_of_the_old_editor_has_paragraphs(media: Path) -> None:
    """Blank lines begin paragraphs; captions and galleries are pictures; what unknown shortcodes enclose stays."""
    told = run(media)
    page = post("classic-post")
    assert [block.block_type for block in page.body] == ["paragraph", "image", "paragraph", "image", "paragraph"]
    assert page.body[0].value.source.startswith(
        "<p>First paragraph of the old days,<br/>with a line that ends early.</p><p>Second paragraph with a"
    )
    assert page.body[1].value["caption"] == "Seen from behind"
    assert page.body[3].value["alt"] == "Drawing of a back"
    assert "<ul><li>one</li><li>two</li></ul><p>kept words</p>" in page.body[4].value.source
    assert "unknown_thing is a shortcode" in told
    assert [reference.doi for reference in page.references] == ["10.1000/back.1"]


def test_permalinks_lead_to_the_drafts(media: Path) -> None:
    """Links by address, in posts and in pages, are links to pages here."""
    run(media)
    classic = post("classic-post")
    assert f'<a linktype="page" id="{classic.pk}">' in str(post("pressing-and-breathing").body.raw_data)
    team = StandardPage.objects.get(slug="team")
    assert f'<a linktype="page" id="{team.pk}">' in str(StandardPage.objects.get(slug="about-us").body.raw_data)


def test_authors_and_comments_are_told(media: Path) -> None:
    """Authors go by the names that readers saw; comments are in the report."""
    told = run(media)
    assert "is nobody known here: Pat Sample" in told
    assert "is a comment, and is left out: Thank you." in told
    assert not Person.objects.exists()


def test_a_second_run_changes_nothing(media: Path) -> None:
    """The same file again makes no revision."""
    run(media)
    before = post("classic-post").latest_revision_id
    assert "5 unchanged" in run(media)
    assert post("classic-post").latest_revision_id == before


def test_posts_become_what_is_asked_for(media: Path) -> None:
    """Without an index for articles no post is placed, the pages are, and the command fails."""
    with pytest.raises(CommandError, match="3 could not be imported"):
        run(media, type="articles")
    assert (ArticlePage.objects.count(), StandardPage.objects.count()) == (0, 2)


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><channel><title>&a;</title></channel></rss>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, "<rss><channel>", "<rss><channel></channel></rss>", "no xml", ""])
def test_what_is_no_export_is_an_error(media: Path, text: str) -> None:
    """Entities, whether bombs or ways to other files, broken XML, and other XML are refused with a message."""
    (media / "bad.xml").write_text(text)
    with pytest.raises(CommandError, match=r"bad\.xml"):
        run(media, media / "bad.xml")


def test_characters_that_xml_refuses_do_not_stop_it(media: Path) -> None:
    """Old databases hold control characters; the post is read without them."""
    (media / "old.xml").write_bytes(EXPORT.read_bytes().replace(b"kept words", b"kept\x0b\x00 words"))
    run(media, media / "old.xml")
    assert "kept words" in str(post("classic-post").body.raw_data)
