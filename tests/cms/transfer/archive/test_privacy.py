"""What is closed, what is secret and who has written it."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import CommandError
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.articles.models import ArticlePage
from cms.core.claims import claims_of
from cms.core.models import ClaimAcceptance
from cms.core.models.claims import accept
from cms.publications.models import Change, Document
from cms.users.models import User
from tests.cms.content import article, published
from tests.cms.transfer.archive.installations import empty, exported, imported, rewritten, settle, with_record
from tests.flows.publishing.world import gate

pytestmark = pytest.mark.django_db


@pytest.fixture
def members() -> Group:
    return Group.objects.create(name="Members")


def test_a_part_of_a_tree_keeps_the_privacy_from_above(members: Group, tmp_path: Path) -> None:
    """An article out of a closed folder is closed in an open one, though the folder is left behind."""
    page = published(article(title="Inside"))
    gate(page.get_parent(), members)
    archive = exported(tmp_path / "a.zip", str(page.pk))
    empty()
    open_shelf = published(article(title="Other")).get_parent()
    imported(archive, f"--below={open_shelf.pk}")
    assert {document.audience for document in Document.objects.filter(title="Inside")} == {
        f"group:{Group.objects.get(name='Members').pk}"
    }
    assert not Change.objects.filter(audience="public", path__contains="inside").exists()


def test_what_is_closed_there_is_closed_here(members: Group, tmp_path: Path) -> None:
    """A page that was open in the last archive is withdrawn from strangers by the next."""
    page = published(article(title="Soon closed"))
    imported(exported(tmp_path / "a.zip"))
    assert Document.objects.filter(title="Soon closed", audience="public").exists()
    closed = [{"type": "groups", "groups": ["Members"]}]
    rewritten(tmp_path / "a.zip", with_record("articlepage", lambda r: r["place"].update(restrictions=closed)))
    imported(tmp_path / "a.zip")
    assert [d.audience for d in Document.objects.filter(title="Soon closed")] == [f"group:{members.pk}"]
    rewritten(tmp_path / "a.zip", with_record("articlepage", lambda r: r["place"].update(restrictions=[])))
    imported(tmp_path / "a.zip")
    assert [d.audience for d in Document.objects.filter(title="Soon closed")] == ["public"]
    assert not page.get_view_restrictions().exists()


def test_what_a_password_closed_is_closed_to_everybody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The password stays at home; until somebody chooses a group, nobody reads the page."""
    page = published(article(title="Closed"))
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="open sesame")
    archive = exported(tmp_path / "a.zip")
    empty()
    imported(archive)
    assert ArticlePage.objects.get().live
    assert not Document.objects.filter(title="Closed").exists()
    assert "closed to everybody" in capsys.readouterr().out


def test_a_file_for_members_is_for_members_there_too(members: Group, tmp_path: Path) -> None:
    """Collections come with their privacy, and one that is open here stops the import."""
    closed = Collection.get_first_root_node().add_child(name="For members")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="groups").groups.add(members)
    file: Any = get_document_model().objects.create(
        title="Plan", collection=closed, file=ContentFile(b"a plan", name="plan.txt")
    )
    published(article(body=[("paragraph", f'<p><a linktype="document" id="{file.pk}">Plan</a></p>')]))
    archive = exported(tmp_path / "a.zip")
    empty()
    imported(archive)
    collection = get_document_model().objects.get().collection
    assert [r.groups.get().name for r in collection.view_restrictions.all()] == ["Members"]
    collection.view_restrictions.all().delete()
    with pytest.raises(CommandError, match="not for the same people"):
        imported(archive)


def test_no_account_and_no_secret_leaves(tmp_path: Path) -> None:
    """Nothing in an archive names who owns, locked or wrote a page, or what protects it."""
    user = User.objects.create_superuser("edith.secretive", "edith@example.org", last_name="Secretive")
    page = article(title="Owned", owner=user, locked=True, locked_by=user)
    published(page)
    page.save_revision(user=user).publish(user=user)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="open sesame")
    with zipfile.ZipFile(exported(tmp_path / "a.zip", "--drafts")) as archive:
        text = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace").lower()
    assert [secret for secret in ("edith", "secretive", "sesame", "locked", "owner") if secret in text] == []


CLAIM = "<p>Acupressure cures back pain.</p>"


def test_what_the_rules_refuse_arrives_as_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A claim that nobody here has let stand keeps a page from going live, and the reason is told."""
    published(article(title="Bold"))
    archive = exported(tmp_path / "a.zip")
    empty()
    body = [{"type": "paragraph", "value": CLAIM, "id": "1"}]
    rewritten(archive, with_record("articlepage", lambda record: record["live"].update(body=body)))
    imported(archive)
    page = ArticlePage.objects.get()
    assert not page.live
    assert "cures" in str(page.get_latest_revision_as_object().body)
    assert "is a draft, because it may not be published here" in capsys.readouterr().out


def test_a_claim_that_somebody_has_let_stand_stands(tmp_path: Path) -> None:
    """The acceptance comes along with its reason, without the name of who gave it."""
    page = published(article(title="Bold"))
    page.body = [("paragraph", CLAIM)]
    for _field, claim in claims_of(page):
        accept(page, claim, User.objects.create_user("edith"), "A quotation.")
    page.sign_off()
    page.save_revision().publish()
    archive = exported(tmp_path / "a.zip")
    empty()
    imported(archive)
    assert ArticlePage.objects.get().live
    accepted = ClaimAcceptance.objects.first()
    assert accepted
    assert (accepted.reason, accepted.accepted_by) == ("A quotation.", None)
    assert "edith" not in accepted.accepted_by_name
    settle()
    assert Page.objects.live().count() == Document.objects.filter(kind="page").count() + 1
