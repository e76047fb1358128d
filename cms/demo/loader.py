"""Loads the demonstration site, once."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Model
from wagtail.models import Page, Site

from cms.core.models import ReviewedPage
from cms.demo import source
from cms.demo.indexing import each_task_once
from cms.demo.publishing import publish_page, save_row
from cms.demo.rows import fill, new_row
from cms.demo.shelf import Shelf
from cms.demo.source import Table
from cms.home.models import HomePage
from cms.publications.looks import one_look

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
    with one_look():
        with each_task_once():
            Load(source.read("site"), progress).everything()
        progress("Publishing all of it")
    return True


class Load:
    """One loading of the data.

    Args:
        site: what `site.toml` says; its `steps` are the files and folders in the order of loading.
        progress: told of every page and every list.
    """

    def __init__(self, site: Table, progress: Progress) -> None:
        self.site, self.progress = site, progress
        self.shelf = Shelf()
        self.members, _ = Group.objects.get_or_create(name=site["members"])

    def everything(self) -> None:
        """Load all steps, then what could only be said once everything was there."""
        later = [(page, words) for step in self.site["steps"] for page, words in self.step(**step)]
        for page, words in later:
            fill(page, page.slug, words, self.shelf)
            if isinstance(page, ReviewedPage):
                page.sign_off()
            page.save_revision().publish()

    def step(self, rows: str, tell: str = "", model: str = "", below: str = "") -> Iterator[tuple[Page, Table]]:
        """Load one file or folder.

        Args:
            rows: its name.
            tell: what to tell of it, if anything.
            model: what they are, unless they say it.
            below: the page they stand below, unless they say it.
        """
        if tell:
            self.progress(tell)
        for name, table in source.read_all(rows):
            kind = apps.get_model(table.pop("model", model))
            later = table.pop("later", None)
            if issubclass(kind, Page):
                self.page(kind, name, table, table.pop("below", below))
            else:
                self.row(kind, name, table)
            if later:
                yield self.shelf.find(kind, name), later

    def row(self, model: type[Model], name: str, table: Table) -> None:
        row = new_row(model, name, table, self.shelf)
        save_row(row)
        self.shelf.keep(name, row)

    def page(self, model: type[Page], name: str, table: Table, below: str) -> None:
        self.progress(f"  {table['title']}")
        if "drawing" in table:  # channels take no SVG: what is drawn is shared as pixels too
            table["image"] = table["drawing"]
        only_for = self.members if table.pop("members_only", False) else None
        page = new_row(model, name, self.site["pages"] | table, self.shelf)
        publish_page(page, self.shelf.find(Page, below) if below else Page.get_first_root_node(), only_for)
        self.shelf.keep(name, page)
        if isinstance(page, HomePage):
            self.shelf.keep("default", open_site(page, self.site["name"]))


def open_site(home: HomePage, name: str) -> Site:
    """Make a home page the root of the default site, instead of the page that Wagtail puts there."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    default = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    welcome, default.root_page, default.site_name = default.root_page_id, home, name
    default.hostname, default.port = address.hostname or "localhost", address.port or 80
    default.save()
    _remove_welcome(welcome)
    return default


def _remove_welcome(page_id: int | None) -> None:
    welcome = Page.objects.filter(pk=page_id, content_type__model="page", numchild=0).first()
    if welcome is not None:
        welcome.delete()
