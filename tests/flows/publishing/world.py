"""A small site with something of everything that a publication can depend on."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import transaction
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Site

from cms.articles.models import ArticleIndexPage, ArticlePage
from cms.core.models import Organisation, Person, ReviewedPage
from cms.home.models import HomePage
from tests.cms.content import review
from tests.flows.publishing.judge import last_sequence


def marker() -> str:
    """A text that occurs nowhere else."""
    return f"marker {uuid4().hex}"


def article(title: str, **fields: Any) -> ArticlePage:
    """An article that has not been saved yet."""
    return ArticlePage(**{"title": title, "slug": title.lower(), "summary": marker(), **review(), **fields})


def links_to(*pages: Page) -> list[tuple[str, Any]]:
    """A body that mentions other pages."""
    return [("page_links", {"heading": "More", "pages": list(pages)})]


def picture(title: str = "A picture") -> Any:
    """An uploaded image."""
    content = BytesIO()
    PillowImage.new("RGB", (40, 30), "teal").save(content, "PNG")
    return get_image_model().objects.create(title=title, file=ImageFile(content, name=f"{uuid4().hex}.png"))


def published(page: Page) -> Page:
    """The page, reviewed and published as editors would, as the database has it then."""
    if isinstance(page, ReviewedPage):
        page.sign_off()
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def gate(page: Page, *groups: Group) -> PageViewRestriction:
    """Restrict a page and everything below it to groups."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set(groups)
    return restriction


@dataclass
class World:
    """The site, by name; `baseline` is the sequence of the last change before the step under test."""

    site: Site
    home: HomePage
    articles: ArticleIndexPage
    archive: ArticleIndexPage
    one: ArticlePage
    two: ArticlePage
    old: ArticlePage
    author: Person
    employer: Organisation
    group_a: Group
    group_b: Group
    baseline: int = 0


def build() -> World:
    """Home with two indexes: `one` mentions `two` and is by an author with an employer; `old` is in the archive."""
    with transaction.atomic():
        world = _build()
    call_command("reconcile_publications", verbosity=0)
    world.baseline = last_sequence()
    return world


def _build() -> World:
    locale, _created = Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    for page in root.get_children():
        page.delete()
    home = root.add_child(instance=HomePage(title="Home", slug="home", summary=marker()))
    for model in (Site, Person, Organisation):
        model.objects.all().delete()
    site = Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
    articles = home.add_child(instance=ArticleIndexPage(title="Articles", slug="articles", summary=marker()))
    archive = home.add_child(instance=ArticleIndexPage(title="Archive", slug="archive", summary=marker()))
    employer = Organisation.objects.create(name="Example clinic")
    author = Person.objects.create(name="Ada Author", organisation=employer)
    two = published(articles.add_child(instance=article("Two", live=False, image=picture(), image_alt="Teal")))
    one = articles.add_child(instance=article("One", live=False, body=links_to(two)))
    one.authorships.create(person=author)
    one = published(one)
    old = published(archive.add_child(instance=article("Old", live=False)))
    group_a, _created = Group.objects.get_or_create(name="A")
    group_b, _created = Group.objects.get_or_create(name="B")
    return World(site, home, articles, archive, one, two, old, author, employer, group_a, group_b)
