"""Lists of drafts: they are stored nowhere to be searched in, so pages are looked at one after the other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page as WagtailPage

from cms.api.paging import Order, Page, cursor_at, position_in
from cms.api.resources import Resource
from cms.api.schemas import STRING, UUID, record
from cms.core.api_fields import Json, Schema
from cms.core.content_types import content_types_by_api_name
from cms.publications.drafts import Unreadable, draft_for, pages, published_for
from cms.publications.identity import page_uid
from cms.publications.models import Document
from cms.publications.rendering import World

LOOKED_AT = 200  # pages; more are left to the next answer, so that no filter takes for ever
COLUMNS = {"published_at": "begun_at", "updated_at": "saved_at", "title": "draft_title"}

UNREADABLE: Schema = {
    "type": "array",
    "items": record("UnreadableDraft", "A draft that cannot be shown as it stands.", id=UUID, detail=STRING),
    "description": "Only with `version=draft`: pages that are shown as they are published, or left out if they are "
    "not, because their draft cannot be shown.",
}


@dataclass
class Look:
    """One look through drafts, with the eyes of one caller.

    Args:
        audiences: the caller's.
        wanted: whether a document belongs on the list.
    """

    audiences: frozenset[str]
    wanted: Callable[[Document], bool]
    world: World = field(default_factory=World)
    found: list[Document] = field(default_factory=list)
    unreadable: list[Mapping[str, Json]] = field(default_factory=list)

    def take(self, page: WagtailPage) -> None:
        document = self._read(page)
        if document and self.wanted(document):
            self.found.append(document)

    def _read(self, page: WagtailPage) -> Document | None:
        try:
            return draft_for(self.audiences, page, self.world)
        except Unreadable as error:
            self.unreadable.append({"id": str(page_uid(page)), "detail": str(error)})
            return published_for(self.audiences, page)


def candidates(listed: Iterable[Resource], site_id: int | None, world: World) -> QuerySet[WagtailPage]:
    """The pages of some resources on a site."""
    models = [model for resource in listed for model in content_types_by_api_name()[resource.name]]
    here = Q(pk=None)
    for tree in world.roots.trees_of(site_id):
        here |= Q(url_path__startswith=tree)
    return pages(*models).filter(here)


def page_of_drafts(look: Look, some: QuerySet[WagtailPage], asked: Mapping[str, Any], purpose: str) -> Page:
    """The page of a list that `limit`, `cursor` and `order` ask for; it only goes on, never back.

    It may be shorter than its limit and still have a next one: after `LOOKED_AT` pages the look ends for now.

    Args:
        look: takes up what it finds.
        some: the pages to look at.
        asked: the values of `PAGING`.
        purpose: what the list is; a cursor opens only for the same purpose and order.

    Raises:
        InvalidCursor: the cursor is not one of this list.
    """
    named = Order.named(asked["order"])
    order, purpose = Order(COLUMNS[named.column], named.descending), f"{purpose} {asked['order']} drafts"
    _backwards, position = position_in(purpose, asked["cursor"])
    if position:
        some = some.filter(order.beyond(*position))
    rows = list(some.order_by(*order.columns)[: LOOKED_AT + 1])
    waiting = iter(rows[:LOOKED_AT])
    last = None
    while len(look.found) < asked["limit"] and (row := next(waiting, None)):
        look.take(row)
        last = row
    more = last is not None and last != rows[-1]
    return Page(look.found, cursor_at(purpose, last, order, backwards=False) if more else None, None)
