"""The demonstration's pages: built from tables, checked, and published as an editor would."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction

from cms.articles.models import ArticlePage, ArticlePoint, ArticleStudy
from cms.core.models import Authorship, Citation, ContentPage
from cms.demo.shelf import Shelf
from cms.demo.source import Table
from cms.points.codes import meridian_of
from cms.points.models import PointPage
from cms.research.models import FollowUp, Outcome, ResearchSummaryPage

REVIEWED = {"reviewed_on": date(2026, 11, 2), "next_review_on": date(2027, 11, 1)}
REVIEWER = "amara-osei-lindt"


def article(table: Table, shelf: Shelf, disclaimer: str) -> ArticlePage:
    """An article, not yet saved."""
    points, studies = table.pop("points", []), table.pop("studies", [])
    page: ArticlePage = _page(ArticlePage, table, shelf, disclaimer, body=shelf.body(table.pop("body")))
    page.related_points = [ArticlePoint(point=shelf.pages[slug]) for slug in points]
    page.related_studies = [ArticleStudy(study=shelf.pages[slug]) for slug in studies]
    return page


def research(table: Table, shelf: Shelf, disclaimer: str) -> ResearchSummaryPage:
    """A research summary, not yet saved."""
    outcomes, follow_ups = table.pop("outcomes"), table.pop("follow_ups", [])
    reference = shelf.references[table.pop("reference")]
    page: ResearchSummaryPage = _page(ResearchSummaryPage, table, shelf, disclaimer, reference=reference)
    page.outcomes = [Outcome(**outcome) for outcome in outcomes]
    page.follow_ups = [FollowUp(**follow_up) for follow_up in follow_ups]
    return page


def point(table: Table, shelf: Shelf, disclaimer: str) -> PointPage:
    """A point page, not yet saved; its drawing is also its image."""
    drawing = {"title": table["title"], **table.pop("drawing")}
    meridian = shelf.meridians[meridian_of(table["code"])]
    page: PointPage = _page(PointPage, table | {"image": drawing}, shelf, disclaimer, meridian=meridian)
    page.drawing, page.drawing_alt = page.image, page.image_alt
    return page


def _page(model: type[ContentPage], table: Table, shelf: Shelf, disclaimer: str, **fields: Any) -> Any:
    lists = {name: table.pop(name, []) for name in ("authors", "references", "tags")}
    drawing = table.pop("image", None)
    page = model(**table, **fields, **REVIEWED, disclaimer=disclaimer, medical_reviewer=shelf.people[REVIEWER])
    if drawing:
        page.image, page.image_alt = shelf.image(table["slug"], drawing), drawing["alt"]
    page.authorships = [Authorship(person=shelf.people[key]) for key in lists["authors"]]
    page.citations = [Citation(reference=shelf.references[key]) for key in lists["references"]]
    page.tags.add(*lists["tags"])
    return page


def publish(page: ContentPage, below: Page, shelf: Shelf, only_for: Group | None = None) -> None:
    """Save a page as a draft, close it if it is for one group only, then publish: never the other way round."""
    page.live = False
    below.add_child(instance=page)
    if only_for:
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(only_for)
    page.save_revision().publish()
    shelf.pages[page.slug] = page
