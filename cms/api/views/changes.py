"""The address of the changes feed."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from cms.api import components
from cms.api.callers import Scope
from cms.api.changes import Expired, Reading, caused_by, embedded, item_of, told_to
from cms.api.cursors import InvalidCursor
from cms.api.filters import LOCALES, Filter, choice_filter
from cms.api.operations import Operation
from cms.api.paging import LIMIT
from cms.api.parameters import TEXT, Parameter, one_of, text
from cms.api.problems import CursorExpired, InvalidParameters
from cms.api.resources import every_shape
from cms.api.sites import SITE, site_asked
from cms.api.views.base import ReadView, digest_of
from cms.api.views.lists import body_of
from cms.publications.models import Change
from cms.publications.rendered import as_json
from cms.publications.subjects import models_by_kind

INCLUDE = Parameter(
    name="include",
    help="`documents` puts each document into the last change that tells of it, as it is now.",
    schema={"type": "string", "enum": ["documents"]},
    read=one_of(["documents"]),
)
SINCE = Parameter(
    name="since",
    help="The `cursor` of the last answer; left out, the feed is read from its beginning, which is a full copy.",
    schema=TEXT,
    read=text,
)


def part_filters() -> tuple[Filter, ...]:
    """How the feed is narrowed to a part of the content."""
    types = sorted({shape.type for shape in every_shape()})
    return (
        choice_filter("type", types, "Only these types; repeat it for several."),
        choice_filter("kind", list(models_by_kind()), "Only these kinds; repeat it for several."),
        choice_filter("locale", LOCALES, "Only these languages; repeat it for several."),
    )


CAUSE = choice_filter(
    "cause",
    Change.Cause.values,
    "Updates of these causes only. What appears and disappears is always told.",
    condition=caused_by,
)


class ChangeFeed(ReadView):
    """What changed since a cursor, in one total order, withdrawals included."""

    scope = Scope.CHANGES
    parts = part_filters()
    filters = (*parts, CAUSE)
    operation = Operation(
        id="list_changes",
        summary="Follow what changes",
        tag="Changes",
        about="What was published, updated and withdrawn since a cursor, in one order for everybody. Keep `cursor` "
        "and ask again with it as `since`. After 410 drop your copy and begin again at `resync`.",
        schema=components.changes,
        parameters=(SINCE, LIMIT, INCLUDE, *filters, SITE),
        gone=True,
    )

    def get(self, request: Request) -> HttpResponse:
        asked = self.asked()
        site = site_asked(request, asked)
        narrowing = {narrow.name: asked[narrow.name] for narrow in self.filters if asked[narrow.name]}
        reading = Reading.now(self.caller.audiences, question_of(narrowing, site))
        after = self.start(reading, asked["since"])
        told = self.narrowed(narrowing, site).filter(sequence__gt=after, sequence__lte=reading.end)
        rows = list(told[: asked["limit"] + 1])
        more, rows = len(rows) > asked["limit"], rows[: asked["limit"]]
        cursor = reading.cursor_after(rows[-1].sequence if rows else after)
        rest = {"cursor": cursor, "next": self.address_since(cursor), "has_more": more}
        body = body_of(self.items(rows, embedding=bool(asked[INCLUDE.name])), rest)
        # Asked again at every look, because a webhook may have told the reader to look now.
        return self.ready(digest_of(body), lambda: body, cache_control="public, no-cache")

    def items(self, rows: Iterable[Change], *, embedding: bool) -> Iterable[bytes]:
        documents = reverse("api:documents")
        items = [item_of(change, documents) for change in rows]
        return embedded(self.caller.audiences, items) if embedding else map(as_json, items)

    def start(self, reading: Reading, since: str | None) -> int:
        if since is None:
            return 0
        try:
            return reading.sequence_in(since)
        except InvalidCursor as error:
            raise InvalidParameters([{"parameter": "since", "detail": str(error)}]) from error
        except Expired as error:
            raise CursorExpired(self.address_since(None)) from error

    def narrowed(self, narrowing: Mapping[str, Any], site: int | None) -> QuerySet[Change]:
        part = Q(site_id=None) | Q(site_id=site)
        for narrow in self.parts:
            if narrow.name in narrowing:
                part &= narrow.condition(narrowing[narrow.name])
        told = told_to(self.caller.audiences, part)
        return told.filter(caused_by(narrowing["cause"])) if "cause" in narrowing else told

    def address_since(self, cursor: str | None) -> str:
        """The address of this feed, read from a cursor or from its beginning."""
        query = self.request.GET.copy()
        query.pop("since", None)
        if cursor:
            query["since"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}".rstrip("?"))


def question_of(narrowing: Mapping[str, Any], site: int | None) -> str:
    """The same for whatever asks for the same part of the feed, in whichever order its values are given."""
    parts = {name: sorted(set(values)) for name, values in sorted(narrowing.items())}
    return json.dumps([parts, site])
