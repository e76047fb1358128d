"""What must be there before content comes: languages, collections, and a free place at the top of the site."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from wagtail.models import Collection, Locale, Page, Site

from cms.core.models import ContentPage
from cms.transfer.archive.here import Here, page_reference
from cms.transfer.archive.privacy import close
from cms.transfer.archive.records import Manifest, Refused
from cms.transfer.archive.report import Report
from cms.transfer.archive.snapshots import restrictions_of


def prepare(manifest: Manifest, report: Report) -> None:
    """Make the languages and the collections that the archive needs.

    Raises:
        Refused: a language is not set up here, or a collection is closed there and open here.
    """
    for code in manifest.locales:
        _language(code, report)
    for collection in manifest.collections:
        _collection(collection.get("names", []), collection.get("restrictions", []), report)


def _language(code: str, report: Report) -> None:
    if code not in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        raise Refused(f"The archive has content in the language “{code}”, which this installation does not know.")
    if Locale.objects.get_or_create(language_code=code)[1]:
        report.tell(f"The language “{code}” was added.")


def _collection(names: list[str], restrictions: list[dict[str, Any]], report: Report) -> None:
    parent = Collection.get_first_root_node()
    for name in names[:-1]:
        parent = parent.get_children().get(name=name)
    there = parent.get_children().filter(name=names[-1]).first()
    if there is None:
        close(parent.add_child(name=names[-1]), restrictions, report)
    elif restrictions and restrictions_of(there.view_restrictions.all()) != restrictions:
        shown = "/".join(quote(name) for name in names)
        raise Refused(f"The collection “{shown}” is not for the same people as in the archive. Make them alike first.")


def make_way(here: Here, site_root: str | None) -> None:
    """Take away the page with which Wagtail fills an empty site, where the archive has the page to stand there."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    welcome = site and site.root_page
    if site is None or site_root is None or here.pk(page_reference(site_root)) is not None:
        return
    if type(welcome.specific) is Page and welcome.is_leaf() and welcome.depth > 1:
        site.root_page = Page.get_first_root_node()
        site.save()
        Page.objects.get(pk=welcome.pk).delete()


def take_the_top(here: Here, site_root: str | None, report: Report) -> None:
    """Let the default site begin at the archive's home page, unless it begins at a page of its own."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    pk = here.pk(page_reference(site_root)) if site_root else None
    if site is not None and pk is not None and not isinstance(site.root_page.specific, ContentPage):
        site.root_page = Page.objects.get(pk=pk)
        site.save()
        report.tell(f"The default site now begins at “{site.root_page}”.")
