from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from cms.articles.models import ArticlePage
from cms.core.api_fields import object_schema, present
from cms.core.models import Authorship, Citation, Organisation, SharePreference
from cms.users.models import User
from tests.cms.content import article, blog_post, person, point, published, reference, research_summary
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db


def test_an_author_is_refused_as_reviewer() -> None:
    """A page whose reviewer is among its authors cannot be saved live, by whatever door."""
    ann = person(name="Ann")
    page = article(medical_reviewer=ann)
    page.authorships = [Authorship(person=ann)]
    with pytest.raises(ValidationError, match="Ann is an author of this page"):
        published(page)


def test_the_same_author_is_refused_twice() -> None:
    """A byline names nobody twice."""
    ann = person()
    page = article()
    page.authorships = [Authorship(person=ann), Authorship(person=ann)]
    with pytest.raises(ValidationError, match="twice among the authors"):
        published(page)


def test_review_dates_out_of_order_are_refused() -> None:
    """The next review lies after the last one."""
    with pytest.raises(ValidationError) as refusal:
        published(article(reviewed_on=date(2026, 5, 1), next_review_on=date(2026, 4, 1)))
    assert list(refusal.value.message_dict) == ["next_review_on"]


@pytest.mark.parametrize("make", [article, research_summary, point])
def test_every_type_fits_its_own_schema(make: Any) -> None:
    """A minimal page of each type presents itself as its schema says."""
    page = published(make())
    value = present(page, page.api_fields, PlainRendering())
    assert_fits(value, object_schema(page.api_fields))


def test_authors_references_and_tags_keep_their_order() -> None:
    """Authors and references stand as the editor put them; tags by their slug."""
    people, works = [person(name=name) for name in "CAB"], [reference(title=title) for title in "ZY"]
    page = article()
    page.authorships = [Authorship(person=one) for one in people]
    page.citations = [Citation(reference=one) for one in works]
    page.tags.add("Sciatica", "Back pain")
    value = present(published(page), ArticlePage.api_fields, PlainRendering())
    assert [author["name"] for author in value["authors"]] == ["C", "A", "B"]
    assert [work["citation"] for work in value["references"]] == ["Z.", "Y."]
    assert value["tags"] == [{"slug": "back-pain", "name": "Back pain"}, {"slug": "sciatica", "name": "Sciatica"}]


def test_a_byline_holds_nothing_private() -> None:
    """A page names its people with what readers judge by, and no more."""
    page = article()
    page.authorships = [Authorship(person=person(organisation=Organisation.objects.create(name="Somewhere")))]
    byline = present(published(page), ArticlePage.api_fields, PlainRendering())["authors"][0]
    assert set(byline) == {"uid", "slug", "name", "credentials", "role"}


def test_a_translation_has_everything_of_its_source() -> None:
    """Copying for translation takes authors, references and tags along, below the translated index."""
    page = article(teaser="Come in.")
    page.authorships = [Authorship(person=person())]
    page.tags.add("Back pain")
    german = Locale.objects.get_or_create(language_code="de")[0]
    copy = published(page).copy_for_translation(german, copy_parents=True)
    assert (copy.locale, copy.teaser, copy.authors) == (german, "Come in.", page.authors)
    assert [tag.name for tag in copy.tags.all()] == ["Back pain"]


def test_share_fields_hold_only_what_was_given() -> None:
    """Channels get title, summary and tags, and what the editor wishes of each where it is not the usual."""
    page = blog_post(title="New")
    page.share_preferences = [
        SharePreference(channel="x", text="Short!"),
        SharePreference(channel="facebook", posting="never"),
    ]
    assert page.share_fields() == {
        "title": "New",
        "summary": "In short.",
        "image": None,
        "image_alt": "",
        "what_changed": "",
        "tags": [],
        "text": {"x": "Short!"},
        "posting": {"facebook": "never"},
    }


def test_a_channel_is_named_once() -> None:
    """Two wishes of one channel contradict each other, in a draft too."""
    page = article()
    page.share_preferences = [SharePreference(channel="x"), SharePreference(channel="x", posting="never")]
    with pytest.raises(ValidationError, match="X stands twice among the social channels"):
        page.full_clean()


def test_only_groups_can_close_a_page() -> None:
    """The privacy form offers no password and no “anyone with a login”."""
    assert ArticlePage.private_page_options == ["groups"]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor"))
    return client


def draft_of(page: ArticlePage) -> Any:
    """The page as its latest revision has it."""
    return ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def submitted(page: ArticlePage, **changes: str) -> dict[str, str]:
    """What the page's form sends, with changes."""
    none = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "100"}
    rows = ("authorships", "citations", "related_points", "related_studies", "share_preferences", "comments")
    return {
        **{f"{name}-{key}": value for name in rows for key, value in none.items()},
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "body-count": "0",
        **changes,
    }


def test_the_form_judges_the_authors_as_submitted(editor: Client) -> None:
    """An author handed over to review in one step, with somebody else as author, is accepted."""
    ann, bo = person(name="Ann"), person(name="Bo")
    page = article()
    page.authorships = [Authorship(person=ann)]
    page = published(page)
    row = page.authorships.get()
    authors = {"authorships-TOTAL_FORMS": "1", "authorships-INITIAL_FORMS": "1", "authorships-0-id": str(row.pk)}
    changes = {
        **authors,
        "authorships-0-ORDER": "1",
        "authorships-0-person": str(bo.pk),
        "medical_reviewer": str(ann.pk),
    }
    editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), submitted(page, **changes))
    draft = draft_of(page)
    assert (draft.authors, draft.medical_reviewer) == ([bo], ann)


def test_the_form_refuses_a_reviewing_author(editor: Client) -> None:
    """The editor reads at the field why it is refused, and nothing is saved."""
    ann = person(name="Ann")
    page = article()
    page.authorships = [Authorship(person=ann)]
    page = published(page)
    rows = {"authorships-TOTAL_FORMS": "1", "authorships-INITIAL_FORMS": "1", "authorships-0-ORDER": "1"}
    rows |= {"authorships-0-id": str(page.authorships.get().pk), "authorships-0-person": str(ann.pk)}
    answer = editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), submitted(page, medical_reviewer=str(ann.pk), **rows)
    )
    assert "Ann is an author of this page" in answer.content.decode()
    assert page.revisions.count() == 1


def test_a_draft_may_have_gaps(editor: Client) -> None:
    """Saving a draft asks for a title only; publishing asks for the rest."""
    page = published(article())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    editor.post(address, submitted(page, summary=""))
    assert draft_of(page).summary == ""
    answer = editor.post(address, submitted(page, summary="", **{"action-publish": "1"}))
    assert "This field is required" in answer.content.decode()
