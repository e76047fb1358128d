"""Which uploads may be fetched follows from what documents show, whatever becomes of their pages."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from pytest_django import Settings
from wagtail.documents import get_document_model

from cms.core.models import Person
from cms.publications.audiences import group_audience
from cms.publications.models import Document
from cms.publications.shown import Medium, audiences_shown
from tests.cms.content import article, published
from tests.flows.publishing.world import World, build, gate, picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return build()


def article_with_uploads(world: World, **given: Any) -> tuple[Any, set[tuple[Medium, int]]]:
    """A live article with an image at its head, one in its text, and a linked file; and what these are."""
    head, inside = picture(), picture()
    file = get_document_model().objects.create(title="Plan", file=ContentFile(b"a plan", name="plan.txt"))
    text = f'<p><a linktype="document" id="{file.pk}">Plan</a></p>'
    body = [("image", {"image": inside, "alt": "Teal", "caption": ""}), ("paragraph", text)]
    page = published(article(image=head, image_alt="Teal", body=body, **given), world.articles)
    return page, {(Medium.IMAGE, head.pk), (Medium.IMAGE, inside.pk), (Medium.FILE, file.pk)}


def may_fetch(uploads: set[tuple[Medium, int]]) -> set[frozenset[str]]:
    return {audiences_shown(*upload) for upload in uploads}


def test_a_public_page_opens_what_it_shows(world: World) -> None:
    """The image at its head, those in its text and its files are for everybody; a draft's are for nobody."""
    page, uploads = article_with_uploads(world)
    assert may_fetch(uploads) == {frozenset({"public"})}
    page.unpublish()
    assert may_fetch(uploads) == {frozenset()}


def test_a_gated_page_takes_them_with_it(world: World) -> None:
    """From then on they are for the group."""
    page, uploads = article_with_uploads(world)
    gate(page, world.group_a)
    assert may_fetch(uploads) == {frozenset({group_audience(world.group_a.pk)})}


def test_a_teaser_opens_nothing_that_it_does_not_show(world: World) -> None:
    """What strangers may read of a closed page has no picture, so they get none."""
    page, uploads = article_with_uploads(world, teaser="There is more.")
    gate(page, world.group_a)
    assert Document.objects.filter(object_id=str(page.pk), audience="public").exists()
    assert may_fetch(uploads) == {frozenset({group_audience(world.group_a.pk)})}


def test_a_replaced_picture_is_closed(world: World) -> None:
    """The page shows another one now."""
    page, uploads = article_with_uploads(world)
    page.image, page.body = None, []
    page.sign_off()
    page.save_revision().publish()
    assert may_fetch(uploads) == {frozenset()}


def test_listed_snippets_open_theirs(world: World) -> None:
    """A person's photo is public."""
    photo = picture()
    Person.objects.create(name="Paula Photo", photo=photo, photo_alt="Teal")
    assert audiences_shown(Medium.IMAGE, photo.pk) == {"public"}


def test_it_can_be_made_anew(world: World) -> None:
    """Like the documents themselves."""
    _, uploads = article_with_uploads(world)
    Document.objects.all().delete()
    assert may_fetch(uploads) == {frozenset()}
    call_command("reconcile_publications", "--all", verbosity=0)
    assert may_fetch(uploads) == {frozenset({"public"})}
