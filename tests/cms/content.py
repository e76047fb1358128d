"""A minimal, valid row of every content type, for tests to vary."""

from datetime import date
from itertools import count
from typing import Any

from wagtail.models import Page, Site

from cms.articles.models import (
    ArticleIndexPage,
    ArticlePage,
    AuthorIndexPage,
    AuthorPage,
    BlogIndexPage,
    BlogPostPage,
)
from cms.core.models import Authorship, ContentPage, Person, Reference
from cms.home.models import HomePage
from cms.points.codes import meridian_of
from cms.points.models import Meridian, PointIndexPage, PointPage
from cms.research.models import ResearchIndexPage, ResearchSummaryPage

NUMBERS = count(1)


def person(**given: Any) -> Person:
    return Person.objects.create(**{"name": f"Person {next(NUMBERS)}", **given})


def reference(**csl: Any) -> Reference:
    return Reference.objects.create(csl={"type": "book", "title": f"Book {next(NUMBERS)}", **csl})


def review() -> dict[str, Any]:
    """The fields that say that somebody has checked a page, and that it need not be checked again for long."""
    reviewer = Person.objects.get_or_create(slug="rita-reviewer", defaults={"name": "Rita Reviewer"})[0]
    return {"medical_reviewer": reviewer, "reviewed_on": date(2026, 11, 2), "next_review_on": date(2096, 11, 1)}


def home() -> HomePage:
    """The home page of the default site."""
    page: HomePage = Page.get_first_root_node().add_child(instance=HomePage(title="Start", summary="Begins here."))
    Site.objects.filter(is_default_site=True).update(root_page=page)
    Site.clear_site_root_paths_cache()
    return page


def article(**given: Any) -> ArticlePage:
    """An article, not yet saved."""
    values = {"title": f"Article {next(NUMBERS)}", "summary": "In short.", "body": [("paragraph", "<p>At length.</p>")]}
    return ArticlePage(**{**values, **review(), **given})


def blog_post(by: Person | None = None, **given: Any) -> BlogPostPage:
    """A blog post, not yet saved."""
    values = {"title": f"Post {next(NUMBERS)}", "summary": "In short.", "body": [("paragraph", "<p>Today.</p>")]}
    page = BlogPostPage(**{**values, **given})
    page.authorships = [Authorship(person=by or person())]
    return page


def author_page(who: Person) -> AuthorPage:
    """The page about an author, not yet saved."""
    return AuthorPage(title=who.name, summary="Who it is.", person=who)


def research_summary(**given: Any) -> ResearchSummaryPage:
    """A research summary, not yet saved."""
    values = {
        "title": f"Study {next(NUMBERS)}",
        "summary": "In short.",
        "reference": reference(),
        "design": "randomised_trial",
        "evidence_level": 2,
        "modality": "acupressure",
        "n_enrolled": 40,
        "population": "Adults.",
        "intervention": "Pressing.",
        "conclusion": "Unclear.",
        "limitations": "<p>Small.</p>",
        "does_not_show": "<p>Much.</p>",
    }
    return ResearchSummaryPage(**{**values, **review(), **given})


def point(**given: Any) -> PointPage:
    """A point page, not yet saved, with the meridian its code asks for."""
    values = {
        "title": f"Point {next(NUMBERS)}",
        "summary": "In short.",
        "code": "BL40",
        "pinyin": "Weizhong",
        "hanzi_traditional": "委中",
        "hanzi_simplified": "委中",
        "location": "Behind the knee.",
        "how_to_find": "<p>Bend the knee.</p>",
        "how_to_press": "<p>Lightly.</p>",
        "seconds": 60,
        "traditional_use": "The back.",
        "evidence_note": "None.",
        **review(),
        **given,
    }
    if "meridian" not in given and (prefix := meridian_of(values["code"])):
        values["meridian"] = Meridian.objects.get_or_create(code=prefix)[0]
    return PointPage(**values)


INDEXES = {
    ArticlePage: ArticleIndexPage,
    BlogPostPage: BlogIndexPage,
    AuthorPage: AuthorIndexPage,
    ResearchSummaryPage: ResearchIndexPage,
    PointPage: PointIndexPage,
}


def published(page: ContentPage, parent: Page | None = None) -> Any:
    """The page, live, below `parent` or below an index of its own."""
    if parent is None:
        index = INDEXES[type(page)](title=f"Index {next(NUMBERS)}", summary="All of them.")
        parent = (HomePage.objects.first() or home()).add_child(instance=index)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)
