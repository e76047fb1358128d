"""Lists of documents: stored summaries, page by page."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from rest_framework.request import Request

from cms.api import components
from cms.api.cursors import InvalidCursor
from cms.api.draft_lists import Look, candidates, page_of_drafts
from cms.api.filters import FILTERS, FacetFilter, Filter, choice_filter, facet_filters
from cms.api.operations import Operation
from cms.api.paging import PAGING, Page, page_of
from cms.api.problems import InvalidParameters
from cms.api.resources import Resource, resources
from cms.api.sites import SITE, of_site_asked, site_asked
from cms.api.variants.asked import Variant, variant_parameters
from cms.api.variants.composed import Composed
from cms.api.views.drafts import VERSION, MayShowDrafts
from cms.publications.cache_keys import keys_of_list
from cms.publications.models import Document, DocumentQuerySet, Kind
from cms.publications.ranges import NEWEST, Leading, Ranges

SHOWN = ("uid", "type", "etag", "summary", "published_at", "updated_at", "title")


class DocumentList(MayShowDrafts):
    """Summaries of one resource's documents, or of several resources'."""

    listed: tuple[Resource, ...] = ()
    filters: tuple[Filter, ...] = ()
    columns: ClassVar[tuple[str, ...]] = SHOWN

    @classmethod
    def of(cls, resource: Resource) -> Callable[..., HttpResponseBase]:
        """The list of one resource."""
        filters = (*facet_filters(resource.facets), *FILTERS)
        operation = _operation(resource.name, f"List {resource.name}", [resource], filters)
        return cls.as_view(operation=operation, listed=(resource,), filters=filters)

    @classmethod
    def of_pages(cls) -> Callable[..., HttpResponseBase]:
        """The list of pages of every type."""
        listed = tuple(resource for resource in resources().values() if resource.kind == Kind.PAGE)
        facets = facet_filters(facet for resource in listed for facet in resource.facets)
        types = choice_filter(
            "type", [resource.name for resource in listed], "Only these types; repeat it for several."
        )
        filters = (types, *facets, *FILTERS)
        operation = _operation("documents", "List pages of every type", listed, filters)
        return cls.as_view(operation=operation, listed=listed, filters=filters)

    def get(self, request: Request) -> HttpResponse:
        asked = self.asked()
        if self.drafts_asked(asked) and self.listed[0].kind == Kind.PAGE:
            return self.drafts(asked)
        counted = {"count": self.narrowed(asked).count()} if asked["count"] else {}
        return self.answer(self.page(self.ranges(asked), asked), counted, asked)

    def drafts(self, asked: Mapping[str, Any]) -> HttpResponse:
        """The list of what editors have saved, published or not."""
        if asked["count"]:
            raise InvalidParameters([{"parameter": "count", "detail": "Drafts are not counted."}])
        narrowing = [narrow for narrow in self.filters if asked[narrow.name]]
        look = Look(self.caller.audiences, lambda draft: all(n.fits(draft, asked[n.name]) for n in narrowing))
        some = candidates(self.listed, site_asked(self.request, asked), look.world)
        with refusing_cursors():
            page = page_of_drafts(look, some, asked, purpose=self.question(asked))
        return self.answer(page, {"unreadable": look.unreadable}, asked)

    def answer(self, page: Page, counted: Mapping[str, Any], asked: Mapping[str, Any]) -> HttpResponse:
        """A page of the list, with what else is said of it."""
        ends = {"next": self.address_of(page.next), "previous": self.address_of(page.previous)}
        keys = [*keys_of_list((resource.name for resource in self.listed), (row.uid for row in page.rows))]
        headers = {**links(ends), **self.surrogate_keys(" ".join(keys))}
        if variant := Variant.asked(asked):
            composed = Composed(variant, page.rows, "summary", self.readable(asked), self.showing(asked))
            headers |= self.surrogate_keys(" ".join([*keys, *composed.keys]))
            return self.varied(composed, {**ends, **counted}, headers)
        return self.ready(
            etag_of(page.rows, ends, counted),
            lambda: body_of((bytes(row.summary) for row in page.rows), {**ends, **counted}),
            headers=headers,
        )

    def varied(self, composed: Composed, rest: Mapping[str, Any], headers: Mapping[str, str]) -> HttpResponse:
        """The list with its documents in another form."""
        return self.ready(
            composed.etag(rest),
            lambda: body_of(composed.items(), rest),
            cache_control=composed.cache_control,
            headers=headers,
            content_type=composed.content_type,
        )

    def narrowed(self, asked: Mapping[str, Any], lead: Filter | None = None) -> DocumentQuerySet:
        """The whole list that is asked for; it begins at the gate.

        Args:
            lead: a facet whose rows have been asked already, for the types too. Asked for those twice, PostgreSQL would
                expect next to nothing and sort all there is.
        """
        asked_already = {lead.name, "type"} if lead else set()
        narrowing = [one for one in self.filters if asked[one.name] and one.name not in asked_already]
        conditions = [narrow.condition(asked[narrow.name]) for narrow in narrowing]
        types = Q() if lead else Q(type__in=[resource.name for resource in self.listed])
        here = of_site_asked(self.request, asked)
        return Document.objects.visible_to(self.caller.audiences).filter(types, here, *conditions)

    def ranges(self, asked: Mapping[str, Any]) -> Ranges:
        """The same, to be read in the order that is asked for."""
        facets = (narrow for narrow in self.filters if isinstance(narrow, FacetFilter))
        by_date = asked.get("order", NEWEST).endswith(NEWEST)
        lead = next((facet for facet in facets if by_date and len(asked[facet.name] or ()) == 1), None)
        documents = self.narrowed(asked, lead)
        if lead is None:
            return Ranges(documents, self.caller.audiences)
        known = {narrow.of_rows: asked[narrow.name] for narrow in self.filters if narrow.of_rows and asked[narrow.name]}
        types = asked.get("type") or [resource.name for resource in self.listed]
        leading = Leading(lead.name, asked[lead.name][0], {"type__in": types, **known})
        return Ranges(documents, self.caller.audiences, leading)

    def page(self, ranges: Ranges, asked: Mapping[str, Any]) -> Page:
        columns = (*self.columns, "references") if asked.get("expand") else self.columns
        with refusing_cursors():
            return page_of(ranges.of(ranges.documents.only(*columns)), asked, purpose=self.question(asked))

    def question(self, asked: Mapping[str, Any]) -> str:
        """What a cursor of this list is good for: the same list, narrowed in the same way."""
        narrowing = {narrow.name: asked[narrow.name] for narrow in (*self.filters, SITE) if asked[narrow.name]}
        return json.dumps([self.request.path, narrowing], default=str)

    def address_of(self, cursor: str | None) -> str | None:
        """The address of a neighbouring page."""
        if cursor is None:
            return None
        query = self.request.GET.copy()
        query["cursor"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")


@contextmanager
def refusing_cursors() -> Iterator[None]:
    """Name the parameter when a cursor is of no use."""
    try:
        yield
    except InvalidCursor as error:
        raise InvalidParameters([{"parameter": "cursor", "detail": str(error)}]) from error


def _operation(name: str, summary: str, listed: Iterable[Resource], filters: tuple[Filter, ...]) -> Operation:
    shapes = [shape for resource in listed for shape in resource.shapes]
    variants = variant_parameters(partial(components.summary_of, listed), shapes)
    return Operation(
        id=f"list_{name}",
        summary=summary,
        tag=name.capitalize(),
        about="Summaries, newest first. Follow `next` to read on. Of a filter's values any one must fit; of several "
        "filters all must.",
        schema=partial(components.page_of, listed),
        part=partial(components.part_page_of, listed),
        parameters=(*filters, *PAGING, *variants, VERSION, SITE),
    )


def etag_of(rows: Iterable[Document], *rest: Mapping[str, Any]) -> str:
    """The ETag of a composed answer: of all its parts."""
    return sha256(json.dumps([[row.etag for row in rows], *rest]).encode()).hexdigest()[:24]


def body_of(items: Iterable[bytes], rest: Mapping[str, Any]) -> bytes:
    """The list, put together from its items as they are."""
    end = json.dumps(rest, separators=(",", ":")).encode()
    return b'{"items":[' + b",".join(items) + b"]," + end[1:]


def links(ends: Mapping[str, str | None]) -> dict[str, str]:
    """The neighbouring pages as a Link header (RFC 8288)."""
    named = {"next": ends["next"], "prev": ends["previous"]}
    found = [f'<{address}>; rel="{name}"' for name, address in named.items() if address]
    return {"Link": ", ".join(found)} if found else {}
