import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.articles.models import BlogIndexPage, BlogPostPage, BlogPostPoint, BlogPostStudy
from cms.core.api_fields import facet_values, object_schema, present
from cms.publications.models import Document
from cms.publications.reconcile import reconcile_pending
from tests.cms.content import blog_post, person, point, published, research_summary
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db


def test_a_post_fits_its_schema() -> None:
    """A minimal post presents itself as its schema says."""
    value = present(published(blog_post()), BlogPostPage.api_fields, PlainRendering())
    assert_fits(value, object_schema(BlogPostPage.api_fields))


def test_a_post_names_somebody() -> None:
    """A post without a byline cannot go live, but can be kept as a draft."""
    post = blog_post()
    post.authorships = []
    post.is_draft_save = True
    post.clean()
    with pytest.raises(ValidationError, match="Name at least one author"):
        published(post)


def test_a_post_names_no_point_twice() -> None:
    """Related rows of posts keep the rules that those of articles keep."""
    one, post = published(point()), blog_post()
    post.related_points = [BlogPostPoint(point=one), BlogPostPoint(point=one)]
    with pytest.raises(ValidationError, match="twice among the points"):
        published(post)


def test_a_post_links_its_points_and_studies() -> None:
    """Points and studies stand in the post's JSON as links, and the point's code among its facets."""
    one, study, post = published(point()), published(research_summary()), blog_post(by=person(name="Ann Lee"))
    post.related_points, post.related_studies = [BlogPostPoint(point=one)], [BlogPostStudy(study=study)]
    post.tags.add("News")
    post = published(post)
    value = present(post, BlogPostPage.api_fields, PlainRendering())
    assert (value["points"], value["studies"]) == ([{"title": one.title}], [{"title": study.title}])
    facets = facet_values(post, BlogPostPage.facets, PlainRendering())
    assert facets == {"tag": ["news"], "author": ["ann-lee"], "condition": [], "point": ["BL40"], "modality": []}


def test_posts_are_news_and_their_list_is_none() -> None:
    """Channels are given something to say about a post, and nothing about the blog's front page."""
    post = published(blog_post(title="We have opened"))
    reconcile_pending()
    documents = {document.object_id: document for document in Document.objects.filter(kind="page")}
    share = documents[str(post.pk)].share
    assert share is not None
    assert (share["title"], share["type"]) == ("We have opened", "blog")
    assert documents[str(BlogIndexPage.objects.get().pk)].share is None


def test_the_blog_is_listed_by_author(client: Client) -> None:
    """The API lists posts at an address of their own, narrowed to one author on request."""
    published(blog_post(by=person(name="Bo")))
    mine = published(blog_post(by=person(name="Ann Lee")))
    reconcile_pending()
    answer = json.loads(client.get("/api/v1/blog/?author=ann-lee").content)
    assert [item["title"] for item in answer["items"]] == [mine.title]
