"""Preview links: one draft, for whoever has the link, for a while."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from cms.api.preview_links import token_for
from cms.media.addresses import picture_address
from cms.publications.identity import page_uid
from cms.publications.models import Document
from cms.publications.public_address import PublicAddress
from tests.cms.api.factories import api_key, group
from tests.cms.api.test_openapi import valid
from tests.cms.content import article, published
from tests.flows.publishing.world import gate, picture

FRONT_END = "https://www.example.org/preview?token={token}"


@pytest.fixture
def editor() -> Any:
    return get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")


@pytest.fixture
def page() -> Page:
    """A published page with changes that are not."""
    made = published(article(title="Old"))
    made.title = "New"
    made.save_revision(clean=False)
    return made


def show(client: Client, token: str, query: str = "", **headers: str) -> Any:
    return client.get(f"/api/v1/preview/{token}/{query}", headers=headers)


def test_whoever_has_the_link_sees_the_draft(client: Client, page: Page, editor: Any) -> None:
    """Without a key, in the shape of what is published, and as it was saved last."""
    token = token_for(page, editor)
    answer = show(client, token)
    valid(answer.json(), {"$ref": "#/components/schemas/ArticleDocument"})
    assert (answer.json()["title"], answer.json()["id"]) == ("New", str(page_uid(page)))
    page.title = "Newer"
    page.save_revision(clean=False)
    assert show(client, token).json()["title"] == "Newer"


def test_a_draft_becomes_what_the_preview_showed(client: Client, page: Page, editor: Any) -> None:
    """Once it is published, the document says what its preview said: one renderer makes both."""
    page.sign_off()
    revision = page.save_revision()
    shown = show(client, token_for(page, editor)).json()
    revision.publish()
    call_command("reconcile_publications", verbosity=0)
    stored = client.get(f"/api/v1/documents/{page_uid(page)}/").json()
    # What its markup says of times follows the document's own.
    text = json.dumps(shown).replace(shown["updated_at"], stored["updated_at"])
    assert json.loads(text) == {**stored, "version": 0}


def test_a_preview_is_never_kept_nor_indexed(client: Client, page: Page, editor: Any) -> None:
    """Neither with a key nor without one; nothing is stored either."""
    for shown in ({}, api_key()[1]):
        answer = show(client, token_for(page, editor), **shown)
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")
        assert not answer.has_header("Surrogate-Key")
    assert not Document.objects.filter(title="New").exists()


def test_the_link_opens_a_gated_draft(client: Client, page: Page, editor: Any) -> None:
    """Who may edit a page may show it to others, whatever its privacy."""
    gate(page, group())
    assert show(client, token_for(page, editor)).json()["access"] == "full"


def test_a_preview_can_be_asked_for_in_other_forms(client: Client, page: Page, editor: Any) -> None:
    """The members that a front end names, what strangers may read beside them, and no parameter that is not known."""
    token = token_for(page, editor)
    assert set(show(client, token, "?fields=title").json()) == {"id", "type", "title"}
    assert show(client, token, "?expand=points").json()["expanded"] == {"points": []}
    assert show(client, token, "?colour=red").status_code == 400


def test_every_link_that_opens_nothing_answers_alike(client: Client, page: Page, editor: Any) -> None:
    """Too old, altered, made up, of a page that is gone, of somebody who may not edit: one problem that says so."""
    other = get_user_model().objects.create_user("other")
    token, gone = token_for(page, editor), published(article())
    dead = [token[:-1] + ("a" if token[-1] != "a" else "b"), "made-up", token_for(page, other), token_for(gone, editor)]
    gone.delete()
    answers = [show(client, one) for one in dead]
    with time_machine.travel(timezone.now() + timedelta(seconds=3601)):
        answers.append(show(client, token))
    assert {(answer.status_code, answer.content) for answer in answers} == {(410, answers[0].content)}
    assert answers[0].json()["type"].endswith("/link-expired/")


@pytest.fixture
def uploads(client: Client, page: Any, editor: Any, settings: Settings, tmp_path: Path) -> set[str]:
    """The addresses of a picture and a file that only the draft shows, and of a picture elsewhere."""
    settings.MEDIA_ROOT = tmp_path
    file = get_document_model().objects.create(title="Plan", file=ContentFile(b"a plan", name="plan.txt"))
    link = (
        f'<p><a linktype="document" id="{file.pk}">Plan</a> <a href="https://a.example.org/images/1/2.png">Far</a></p>'
    )
    page.image, page.image_alt, page.body = picture(), "Teal", [("paragraph", link)]
    page.save_revision(clean=False)
    return links_in(show(client, token_for(page, editor)).content.decode())


def links_in(text: str) -> set[str]:
    return set(re.findall(r'https?://[^"\\]+/(?:images|files)/[^"\\]+', text))


def opens(client: Client, address: str) -> tuple[int, str]:
    answer: Any = client.get(address.removeprefix("http://localhost:8000"))
    answer.getvalue()
    return answer.status_code, answer["Cache-Control"]


def test_pictures_and_files_of_a_draft_are_lent(client: Client, uploads: set[str]) -> None:
    """Whoever sees the draft may fetch them for as long as the link lasts, and no cache keeps them."""
    far = {"https://a.example.org/images/1/2.png"}
    assert uploads >= far
    ours = uploads - far
    assert {address.split("/")[3] for address in ours} == {"images", "files"}
    assert {opens(client, address) for address in ours} == {(200, "private, no-store")}
    with time_machine.travel(timezone.now() + timedelta(seconds=3601)):
        assert {opens(client, address)[0] for address in ours} == {404}


def test_what_is_lent_stays_closed_at_its_own_address(client: Client, uploads: set[str], page: Any) -> None:
    """The address that documents will show opens nothing before one does; an altered one opens nothing at all."""
    own = picture_address(page.image, "40.png")
    assert opens(client, own)[0] == 404
    assert {
        opens(client, address.replace("/images/", "/images/x").replace("/files/", "/files/x"))[0]
        for address in uploads
        if "localhost" in address
    } == {404}


def test_a_link_dies_with_the_rights_of_its_maker(client: Client, page: Page, editor: Any) -> None:
    """Somebody who leaves takes the links along."""
    token = token_for(page, editor)
    editor.is_active = False
    editor.save()
    assert show(client, token).status_code == 410


def test_how_long_a_link_lasts_is_a_setting(client: Client, page: Page, editor: Any, settings: Settings) -> None:
    """An installation may let links last longer, or shorter."""
    settings.PREVIEW_SECONDS = 60
    token = token_for(page, editor)
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert show(client, token).status_code == 410


def test_a_draft_in_no_site_says_so(client: Client, page: Page, editor: Any) -> None:
    """It has no address, so there is nothing to show."""
    Site.objects.all().delete()
    answer = show(client, token_for(page, editor))
    assert (answer.status_code, "no site" in answer.json()["detail"]) == (409, True)


def link_in(client: Client, page: Page) -> str:
    """The link that the admin shows."""
    answer = client.get(reverse("preview_link", args=(page.pk,)))
    assert "no-store" in answer["Cache-Control"]
    link: str = answer.context["link"]
    assert link in answer.content.decode()
    return link


def test_the_admin_gives_the_link(client: Client, page: Page, editor: Any) -> None:
    """The page's form leads there; without an address of the front end's it is that of the data."""
    client.force_login(editor)
    form = client.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()
    assert reverse("preview_link", args=(page.pk,)) in form
    link = link_in(client, page)
    assert Client().get(link.removeprefix("http://localhost:8000")).json()["title"] == "New"


def test_the_link_leads_to_the_front_end(client: Client, page: Page, editor: Any) -> None:
    """Where the site's settings say where it shows drafts, with the token in its place."""
    PublicAddress.objects.create(site=Site.objects.get(), preview_url=FRONT_END)
    client.force_login(editor)
    before, _, token = link_in(client, page).partition("token=")
    assert before == "https://www.example.org/preview?"
    assert show(Client(), token).json()["title"] == "New"


def test_who_may_not_edit_gets_no_link(client: Client, page: Page) -> None:
    """Somebody who works in the admin, but not on this page, is sent away and not offered the link."""
    other = get_user_model().objects.create_user("other")
    other.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(other)
    assert client.get(reverse("preview_link", args=(page.pk,))).status_code == 302


def test_the_front_ends_address_has_a_place_for_the_token() -> None:
    """Without one the front end could not know which draft to show."""
    address = PublicAddress(site=Site.objects.get(), preview_url="https://www.example.org/preview")
    with pytest.raises(ValidationError, match="token"):
        address.full_clean()
