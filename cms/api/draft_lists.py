"""Lists of drafts: they are stored nowhere to be searched in, so pages are looked at one after the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page as WagtailPage

from cms.api.paging import Page, cursor_at, position_in
from cms.api.resources import Resource
from cms.api.schemas import STRING, UUID, record
from cms.core.api_fields import Json, Schema
from cms.core.content_types import content_types_by_api_name
from cms.publications.drafts import Unreadable, draft_for, pages, published_for
from cms.publications.identity import page_uid
from cms.publications.models import Document
from cms.publications.ranges import Order
from cms.publications.rendering import World

LOOKED_AT = 200  # pages; more are left to the next answer, so that no filter takes for ever
COLUMNS = {"published_at": "begun_at", "updated_at": "saved_at", "title": "draft_title"}

UNREADABLE: Schema = {
    "type": "array",
    "items": record("UnreadableDraft", "A draft that cannot be shown as it stands.", id=UUID, detail=STRING),
    "description": "Only with `version=draft`: pages that are shown as they are published, or left out if they are "
    "not, because their draft cannot be shown.",
}


@dataclass(frozen=True)
class Seen:
    """What one caller sees of a page.

    Args:
        document: its draft, or what is published where that cannot be shown; None where nothing is.
        fault: why the draft cannot be shown; empty when it can.
    """

    document: Document | None
    fault: str = ""


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

    def see(self, page: WagtailPage) -> Seen | None:
        """What the caller sees of a page; None when the caller must not know that it exists."""
        try:
            draft = draft_for(self.audiences, page, self.world)
        except Unreadable as error:
            return Seen(published_for(self.audiences, page), str(error))
        return Seen(draft) if draft else None

    def take(self, page: WagtailPage, seen: Seen) -> None:
        """Take up what belongs on the list."""
        if seen.fault:
            self.unreadable.append({"id": str(page_uid(page)), "detail": seen.fault})
        if seen.document and self.wanted(seen.document):
            self.found.append(seen.document)


def candidates(listed: Iterable[Resource], site_id: int | None, world: World) -> QuerySet[WagtailPage]:
    """The pages of some resources on a site."""
    models = [model for resource in listed for model in content_types_by_api_name()[resource.name]]
    here = Q(pk=None)
    for tree in world.roots.trees_of(site_id):
        here |= Q(url_path__startswith=tree)
    return pages(*models).filter(here)


def page_of_drafts(look: Look, some: QuerySet[WagtailPage], asked: Mapping[str, Any], purpose: str) -> Page:
    """The page of a list that `limit`, `cursor` and `order` ask for; it only goes on, never back.

    It may be shorter than its limit and still have a next one: after `LOOKED_AT` pages the look ends for now. What the
    caller must not know of is passed over as if it were not there: neither does it count, nor is it where a page ends.

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
    rows = in_steps(some, order, position, asked["limit"] + 1)
    visible = ((row, seen) for row in rows if (seen := look.see(row)))
    last = None
    for row, seen in islice(visible, LOOKED_AT):
        look.take(row, seen)
        last = row
        if len(look.found) == asked["limit"]:
            break
    more = last is not None and next(visible, None) is not None
    return Page(look.found, cursor_at(purpose, last, order, backwards=False) if more else None, None)


def in_steps(
    some: QuerySet[WagtailPage], order: Order, position: tuple[Any, int] | None, step: int
) -> Iterator[WagtailPage]:
    """Pages in an order, from a position on, no more at once than are likely to be taken.

    A cursor of the database that outlives a transaction would read all of them first.
    """
    while rows := list((some.filter(order.beyond(*position)) if position else some).order_by(*order.columns)[:step]):
        yield from rows
        position = (getattr(rows[-1], order.column), rows[-1].pk)
