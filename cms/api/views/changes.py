"""The address of the changes feed."""

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from cms.api import components
from cms.api.callers import Scope
from cms.api.changes import Expired, Reading, caused_by, item_of, told_to
from cms.api.cursors import InvalidCursor
from cms.api.filters import LOCALES, Filter, choice_filter
from cms.api.operations import Operation
from cms.api.paging import LIMIT
from cms.api.parameters import Parameter, text
from cms.api.problems import CursorExpired, InvalidParameters
from cms.api.resources import every_shape
from cms.api.sites import SITE, site_asked
from cms.api.views.base import ReadView, digest_of
from cms.publications.models import Change
from cms.publications.subjects import models_by_kind

SINCE = Parameter(
    name="since",
    help="The `cursor` of the last answer; left out, the feed is read from its beginning, which is a full copy.",
    schema={"type": "string"},
    read=text,
)


def filters() -> tuple[Filter, ...]:
    """How the feed is narrowed."""
    types = sorted({shape.type for shape in every_shape()})
    return (
        choice_filter("type", types, "Only these types; repeat it for several."),
        choice_filter("kind", list(models_by_kind()), "Only these kinds; repeat it for several."),
        choice_filter("locale", LOCALES, "Only these languages; repeat it for several."),
        choice_filter(
            "cause",
            Change.Cause.values,
            "Updates of these causes only. What appears and disappears is always told.",
            condition=caused_by,
        ),
    )


class ChangeFeed(ReadView):
    """What changed since a cursor, in one total order, withdrawals included."""

    scope = Scope.CHANGES
    filters = filters()
    operation = Operation(
        id="list_changes",
        summary="Follow what changes",
        tag="Changes",
        about="What was published, updated and withdrawn since a cursor, in one order for everybody. Keep `cursor` "
        "and ask again with it as `since`. After 410 drop your copy and begin again at `resync`.",
        schema=components.changes,
        parameters=(SINCE, LIMIT, *filters, SITE),
        gone=True,
    )

    def get(self, request: Request) -> HttpResponse:
        asked = self.asked()
        reading = Reading.now(self.caller.audiences)
        after = self.start(reading, asked["since"])
        rows = list(self.narrowed(asked).filter(sequence__gt=after, sequence__lte=reading.end)[: asked["limit"] + 1])
        more, rows = len(rows) > asked["limit"], rows[: asked["limit"]]
        cursor = reading.cursor_after(rows[-1].sequence if rows else after)
        documents = reverse("api:documents")
        answer = {
            "items": [item_of(change, documents) for change in rows],
            "cursor": cursor,
            "next": self.address_since(cursor),
            "has_more": more,
        }
        body = json.dumps(answer, separators=(",", ":"), ensure_ascii=False).encode()
        # Asked again at every look, because a webhook may have told the reader to look now.
        return self.ready(digest_of(body), lambda: body, cache_control="public, no-cache")

    def start(self, reading: Reading, since: str | None) -> int:
        if since is None:
            return 0
        try:
            return reading.sequence_in(since)
        except InvalidCursor as error:
            raise InvalidParameters([{"parameter": "since", "detail": str(error)}]) from error
        except Expired as error:
            raise CursorExpired(self.address_since(None)) from error

    def narrowed(self, asked: Mapping[str, Any]) -> QuerySet[Change]:
        conditions = [narrow.condition(asked[narrow.name]) for narrow in self.filters if asked[narrow.name]]
        here = Q(site_id=None) | Q(site_id=site_asked(self.request, asked))
        return told_to(self.caller.audiences).filter(here, *conditions)

    def address_since(self, cursor: str | None) -> str:
        """The address of this feed, read from a cursor or from its beginning."""
        query = self.request.GET.copy()
        query.pop("since", None)
        if cursor:
            query["since"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}".rstrip("?"))
