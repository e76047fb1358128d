import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.articles.models import AuthorPage
from cms.core.api_fields import facet_values, object_schema, present
from cms.core.models import Organisation
from cms.publications.reconcile import reconcile_pending
from tests.cms.content import article, author_page, blog_post, person, published
from tests.cms.plain import plain
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db


def test_an_author_page_fits_its_schema() -> None:
    """A minimal author page presents itself as its schema says."""
    value = present(published(author_page(person())), AuthorPage.api_fields, PlainRendering())
    assert_fits(value, object_schema(AuthorPage.api_fields))


def test_an_author_page_outlives_its_person() -> None:
    """Once the person is deleted the page stands without one, and has no facet."""
    page = published(author_page(person()))
    page.person.delete()
    page = AuthorPage.objects.get(pk=page.pk)
    assert present(page, AuthorPage.api_fields, PlainRendering())["person"] is None
    assert facet_values(page, AuthorPage.facets, PlainRendering()) == {"tag": [], "person": []}
    assert page.latest_revision.as_object().person is None


def test_a_byline_leads_to_the_author_page(client: Client) -> None:
    """The slug in a byline finds the page about the person, and the person there is as the snippet says now."""
    ann = person(name="Ann Lee")
    published(author_page(person()))
    page = published(author_page(ann))
    reconcile_pending()
    ann.role = "Writes about sleep"
    ann.save()
    reconcile_pending()
    (item,) = json.loads(client.get("/api/v1/authors/?person=ann-lee").content)["items"]
    assert (item["title"], item["person"]["role"]) == (page.title, "Writes about sleep")


def test_the_plain_page_lists_what_somebody_wrote(client: Client) -> None:
    """Live and public texts of the person list themselves, the latest first; other people's are absent."""
    ann = person(name="Ann", organisation=Organisation.objects.create(name="Somewhere"))
    titles = ["Older", "Newer", "For members", "Not live"]
    older, newer, gated, draft = [published(blog_post(by=ann, title=title)) for title in titles]
    restriction = PageViewRestriction.objects.create(page=gated, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Members"))
    draft.unpublish()
    published(article(title="By nobody"))
    html = plain(client, published(author_page(ann))).content.decode()
    assert "Somewhere" in html
    assert html.index(newer.title) < html.index(older.title)
    assert not [title for title in ("For members", "Not live", "By nobody") if title in html]
