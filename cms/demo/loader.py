"""Loads the demonstration site, once."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page, Site

from cms.articles.models import ArticleIndexPage
from cms.demo import pages, source
from cms.demo.shelf import Shelf
from cms.demo.snippets import load_meridians, load_people, load_references
from cms.demo.source import Table
from cms.home.models import HomePage
from cms.points.models import PointIndexPage
from cms.research.models import ResearchIndexPage

Progress = Callable[[str], None]


def load_demo(progress: Progress) -> bool:
    """Load the demonstration, all or nothing, unless this installation has a home page already.

    What editors have changed or deleted since is theirs: a second call touches nothing.

    Args:
        progress: told what is being done, a line at a time.

    Returns:
        Whether anything was loaded.
    """
    if HomePage.objects.exists():
        progress("There is a site already; nothing was changed.")
        return False
    with transaction.atomic():
        _load(Shelf(), source.read("site"), progress)
    return True


def _load(shelf: Shelf, site: Table, progress: Progress) -> None:
    progress("People, references and meridians")
    load_people(shelf)
    load_references(shelf)
    load_meridians(shelf)
    home = _home(site, shelf)
    members, _ = Group.objects.get_or_create(name=site["members"])
    families = (
        ("points", PointIndexPage, pages.point),
        ("research", ResearchIndexPage, pages.research),
        ("articles", ArticleIndexPage, pages.article),
    )
    for name, index_model, build in families:
        index = index_model(**site["home"][name])
        pages.publish(index, home, shelf)
        for table in source.read_all(name):
            progress(f"{name.capitalize()}: {table['title']}")
            group = members if table.pop("members_only", False) else None
            pages.publish(build(table, shelf, site["disclaimer"]), index, shelf, only_for=group)
    home.body = shelf.body(site["home"]["body"])
    home.save_revision().publish()


def _home(site: Table, shelf: Shelf) -> HomePage:
    """The home page at the root of the default site, instead of the page that Wagtail puts there."""
    own = {name: site["home"][name] for name in ("title", "slug", "summary")}
    home = HomePage(**own, disclaimer=site["disclaimer"])
    pages.publish(home, Page.get_first_root_node(), shelf)
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    default = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome, default.root_page, default.site_name = default.root_page_id, home, site["name"]
    default.hostname, default.port = address.hostname or "localhost", address.port or 80
    default.save()
    _remove_welcome(welcome)
    return home


def _remove_welcome(page_id: int | None) -> None:
    welcome = Page.objects.filter(pk=page_id, content_type__model="page", numchild=0).first()
    if welcome is not None:
        welcome.delete()
