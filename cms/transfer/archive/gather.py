"""Export: a tree of pages, and everything that it refers to."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Collection, Locale, Page, Site
from wagtail.snippets.models import get_snippet_models

from cms.core.content_types import content_types
from cms.publications.identity import page_uid
from cms.publications.locks import snapshot
from cms.transfer.archive.container import new_archive, write_content, write_file
from cms.transfer.archive.identity import collection_names
from cms.transfer.archive.records import Manifest, Record
from cms.transfer.archive.report import Tell
from cms.transfer.archive.snapshots import Outward, record_of, restrictions_of


def gather(top: Page | None, path: Path, drafts: bool, tell: Tell) -> int:
    """Write an archive.

    Args:
        top: the page to take with everything below it; None takes every page and every snippet.
        path: where the archive is to be; one that is there is replaced once the new one is complete.
        drafts: whether to take what is not published, too.
        tell: shows one line of progress.

    Returns:
        How many records the archive has.
    """
    with snapshot(), new_archive(path) as archive:
        gathering = Gathering(archive, drafts, tell)
        records = list(gathering.records(top))
        write_content(archive, gathering.manifest(records), records)
    return len(records)


class Gathering:
    """One export on its way."""

    def __init__(self, archive: ZipFile, drafts: bool, tell: Tell) -> None:
        self.archive, self.drafts, self.tell = archive, drafts, tell
        self.outward = Outward()

    def records(self, top: Page | None) -> Iterator[Record]:
        """What is referred to, then the pages from the top down."""
        pages = [self._page(page, top) for page in self._pages(top)]
        self.tell(f"{len(pages)} pages")
        snippets = (
            [row for model in get_snippet_models() for row in model._default_manager.all()] if top is None else []
        )
        yield from self._others(snippets)
        yield from pages

    def _pages(self, top: Page | None) -> list[Page]:
        """The pages to take in tree order; one that is not live comes along where a live one stands below it."""
        below = Page.objects.descendant_of(top, inclusive=True) if top else Page.objects.all()
        pages = below.type(*content_types()).order_by("path")
        live = set(pages.live().values_list("path", flat=True))
        standing = {path[:end] for path in live for end in range(Page.steplen, len(path) + 1, Page.steplen)}
        return [page for page in pages.specific() if self.drafts or page.path in standing]

    def _page(self, page: Page, top: Page | None) -> Record:
        record = record_of(page, self.outward, self.drafts or not page.live)
        if record is None or record.place is None:
            raise ValueError(f"{page} is neither live nor a draft")
        if page.pk != (top and top.pk):
            return record
        # What stands above is left behind, and with it the privacy that this page has from there.
        inherited = restrictions_of(page.get_view_restrictions())
        return replace(record, place=replace(record.place, restrictions=inherited))

    def _others(self, rows: list[Any]) -> list[Record]:
        """Snippets, tags and files: those given, and those referred to, as far as that leads; what is needed first."""
        taken: dict[str, Record] = {}
        for row in rows:
            self.outward.key(type(row), row.pk)
        while new := {name: row for name, row in self.outward.referred.items() if name not in taken}:
            for name, row in new.items():
                if record := self._other(row):
                    taken[name] = record
                self.outward.referred.pop(name)
        return list(reversed(taken.values()))

    def _other(self, row: Model) -> Record | None:
        if isinstance(row, Page):
            return None
        record = record_of(row, self.outward, self.drafts)
        if record and isinstance(row, AbstractImage | AbstractDocument):
            with row.open_file() as stream:
                digest = write_file(self.archive, stream)
            return replace(record, file={"name": Path(row.file.name).name, "sha256": digest})
        return record

    def manifest(self, records: list[Record]) -> Manifest:
        """What the importing side prepares before the records."""
        places = self.outward.places.values()
        locales = {place.language_code for place in places if isinstance(place, Locale)}
        return Manifest(
            meridian=_own_version(),
            created_at=timezone.now().isoformat(timespec="seconds"),
            drafts=self.drafts,
            locales=sorted(locales | {record.place.locale for record in records if record.place}),
            collections=_collections(place for place in places if isinstance(place, Collection)),
            site_root=_root_of_default_site(),
        )


def _collections(used: Iterable[Collection]) -> list[dict[str, Any]]:
    """The collections of the files, each after the one it is in."""
    needed = {above for collection in used for above in collection.get_ancestors(inclusive=True) if above.depth > 1}
    return [
        {"names": collection_names(collection), "restrictions": restrictions_of(collection.view_restrictions.all())}
        for collection in sorted(needed, key=lambda collection: collection.path)
    ]


def _root_of_default_site() -> str | None:
    site = Site.objects.filter(is_default_site=True).select_related("root_page__locale").first()
    return str(page_uid(site.root_page)) if site else None


def _own_version() -> str:
    project: dict[str, Any] = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])
