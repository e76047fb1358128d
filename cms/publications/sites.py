"""Which site a page belongs to, and its path there: Wagtail's own rule, read from the database.

Wagtail caches its table of roots for an hour and per process; a document must not depend on that.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Self
from uuid import UUID

from django.conf import settings
from wagtail.models import Page, Site

from cms.publications.public_address import PublicAddress
from cms.publications.written import Written, ask_together, columns_of


@dataclass(frozen=True)
class Root:
    """One tree that a site serves: its root page or a translation of it."""

    site_id: int
    url_path: str
    base_url: str


class Roots:
    """The trees of all sites, in the order in which Wagtail picks one for a page."""

    def __init__(self, roots: list[Root], default_id: int | None) -> None:
        self._roots = roots
        self._default_id = default_id

    @classmethod
    def load(cls) -> Self:
        addresses, rooted, found = ask_together((_addresses(),), (_trees(),), (_sites(),))
        bases, trees = dict(addresses), defaultdict[UUID, list[str]](list)
        for key, url_path in rooted:
            trees[key].append(url_path)
        sites = [(Site(*row[:-1]), row[-1]) for row in found]
        roots = [Root(site.pk, tree, _base_url(site, bases)) for site, key in sites for tree in trees[key]]
        return cls(roots, next((site.pk for site, _key in sites if site.is_default_site), None))

    def place(self, url_path: str) -> tuple[Root, str] | None:
        """The root that serves a page and the page's path below it, or None when no site does."""
        root = next((root for root in self._roots if url_path.startswith(root.url_path)), None)
        return (root, url_path[len(root.url_path) - 1 :]) if root else None

    def trees_of(self, site_id: int | None) -> list[str]:
        """Where in Wagtail's tree a site's pages stand: the beginning of their `url_path`, one for each language."""
        return [root.url_path for root in self._roots if root.site_id == site_id]

    def placed(self, page: Page) -> tuple[Root, str]:
        """The root that serves a page and the page's path below it.

        Raises:
            ValueError: no site does.
        """
        place = self.place(page.url_path)
        if place is None:
            raise ValueError(f"{page} is under no site's root page")
        return place

    def base_url_of(self, site_id: int | None = None) -> str:
        """The public address of a site; without one named, of the default site. Empty when there is none."""
        bases = {root.site_id: root.base_url for root in self._roots}
        return bases.get(site_id or self._default_id or 0, "")


def own_address(site: Site) -> str:
    """Where this installation itself answers for a site with feeds, pictures and API, whatever shows the pages."""
    address: str = settings.WAGTAILADMIN_BASE_URL if site.is_default_site else site.root_url
    return address.rstrip("/")


@cache
def _addresses() -> Written:
    return Written(PublicAddress.objects.values_list("site_id", "public_base_url"))


@cache
def _sites() -> Written:
    """The columns of the sites, and what their root pages share with translations."""
    sites = Site.objects.order_by("-root_page__url_path", "-is_default_site", "hostname")
    return Written(sites.values_list(*columns_of(Site), "root_page__translation_key"))


@cache
def _trees() -> Written:
    """The root pages of all sites and their translations."""
    keys = Site.objects.values("root_page__translation_key")
    roots = Page.objects.filter(translation_key__in=keys).order_by("pk")
    return Written(roots.values_list("translation_key", "url_path"))


def _base_url(site: Site, bases: dict[int, str]) -> str:
    """The external front end's address; until it is set, the page behind Wagtail's own gate."""
    return (bases.get(site.pk) or own_address(site)).rstrip("/")
