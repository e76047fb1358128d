from itertools import chain
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from cms.articles.models import ArticleIndexPage, ArticlePage
from cms.core.api_fields import object_schema, present
from cms.core.content_types import content_types, content_types_by_api_name, listed_snippets
from cms.core.models import Authorship, ListedSnippet, Organisation, Person
from cms.home.models import HomePage
from cms.media.models import CustomImage
from cms.navigation.models import Menu
from cms.points.models import CautionRule
from tests.cms.content import article, person, point, published, reference
from tests.cms.core.test_health_claims import claim
from tests.cms.rendering import PlainRendering, assert_fits


@pytest.mark.django_db
def test_a_slug_is_made_from_the_name_and_never_twice() -> None:
    """Two people of one name have two addresses; a given slug is kept."""
    slugs = [person(name="Ann Lee").slug, person(name="Ann Lee").slug, person(name="Ann Lee", slug="al").slug]
    assert slugs == ["ann-lee", "ann-lee-2", "al"]


@pytest.mark.django_db
def test_a_name_without_latin_letters_still_gets_a_slug() -> None:
    """What cannot be spelt in an address is named after its kind."""
    assert person(name="王芳").document_slug == "person"


@pytest.mark.django_db
def test_a_person_presents_itself_without_contact_data() -> None:
    """The JSON of a person fits its schema and has no e-mail, telephone or postal address."""
    ann = person(name="Ann", organisation=Organisation.objects.create(name="Somewhere"), biography="<p>Writes.</p>")
    value = present(ann, Person.api_fields, PlainRendering())
    assert_fits(value, object_schema(Person.api_fields))
    assert value["organisation"] == {"name": "Somewhere", "website": None}
    assert not [name for name in value if "mail" in name or "phone" in name or "address" in name]


@pytest.mark.django_db
def test_every_listed_snippet_fits_its_schema() -> None:
    """Each snippet that sites list says what kind, list and address it has, and presents itself as promised."""
    published(point())
    caution = CautionRule.objects.create(caution="neck", severity="ask", advice="Ask.", source="Ours.")
    said = claim()
    said.save()
    rows: list[ListedSnippet] = [person(), reference(), Menu.objects.create(title="Main"), caution, said]
    rows += [model.objects.get() for model in listed_snippets() if model not in {type(row) for row in rows}]
    for row in rows:
        assert_fits(present(row, row.api_fields, PlainRendering()), object_schema(row.api_fields))
    assert {(row.document_kind, row.api_name) for row in rows} == {
        ("person", "people"),
        ("reference", "references"),
        ("meridian", "meridians"),
        ("menu", "menus"),
        ("caution_rule", "caution-rules"),
        ("claim", "claims"),
    }


def test_content_types_are_found_by_the_list_they_appear_in() -> None:
    """Every concrete page type is known once; home and index pages share the list `pages`."""
    named = content_types_by_api_name()
    assert named["articles"] == [ArticlePage]
    assert {HomePage, ArticleIndexPage} <= set(named["pages"])
    assert sorted(chain(*named.values()), key=str) == sorted(content_types(), key=str)


@pytest.mark.django_db
def test_a_photo_needs_its_description() -> None:
    """A person's photo without a description is refused."""

    with pytest.raises(ValidationError) as refusal:
        Person(name="Ann", photo=CustomImage(pk=1, title="Ann")).clean()
    assert list(refusal.value.message_dict) == ["photo_alt"]


@pytest.mark.django_db
def test_a_deleted_author_leaves_pages_and_drafts_readable() -> None:
    """Deleting a person takes the byline's row along, and old revisions still open."""

    ann = person()
    page = article()
    page.authorships = [Authorship(person=ann)]
    page = published(page)
    ann.delete()
    assert page.latest_revision.as_object().authors == []
    assert type(page).objects.get(pk=page.pk).authors == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", get_snippet_models(), ids=str)
def test_every_column_of_a_list_has_a_name(model: Any, admin_client: Client) -> None:
    """Editors read what stands in a column, also where a method gives it."""
    published(point())
    found = admin_client.get(reverse(model.snippet_viewset.get_url_name("list")))
    assert found.status_code == 200
    assert [column.name for column in found.context["table"].columns.values() if column.label.strip() == "method"] == []
