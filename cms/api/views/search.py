"""Searching: what has the words, the best first, among what the caller may read."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from cms.api import search, search_components
from cms.api.filters import FILTERS, LOCALES, choice_filter, facet_filters
from cms.api.operations import Operation
from cms.api.paging import CURSOR, LIMIT
from cms.api.parameters import Parameter, whole_number
from cms.api.sites import SITE, of_site, site_asked
from cms.api.views.base import digest_of
from cms.api.views.lists import DocumentList, links, refusing_cursors
from cms.publications.cache_keys import keys_of_list
from cms.publications.models import Document
from cms.publications.ranges import Ranges
from cms.publications.rendered import as_json
from cms.publications.search.hits import MOST, WordSearch, find_titles
from cms.publications.written import KEY, MANY, Written

SEARCHED = search_components.searched()
TYPES = choice_filter("type", [resource.name for resource in SEARCHED], "Only these types; repeat it for several.")
KINDS = choice_filter(
    "kind",
    {resource.kind for resource in SEARCHED},
    "Only these kinds, such as `page` for what has an address of its own; repeat it for several.",
)
SHOWN = ("id", "uid", "title", "summary", "text__lead", "text__body", "text__shown")
BY_FACET = facet_filters(facet for resource in SEARCHED for facet in resource.facets)


class Search(DocumentList):
    """The documents that have what is asked for."""

    listed = SEARCHED
    filters = (TYPES, KINDS, *BY_FACET, *FILTERS)
    operation = Operation(
        id="search",
        summary="Search",
        tag="Search",
        about="What has all the words, the best first: title and names weigh more than the summary, and that more than "
        f"the rest of the text. Of very many only the newest {MOST} are looked at, and besides the newest {MOST} that "
        "have the words in title and names; `complete` says whether that was all. Filters are those of lists.",
        schema=search_components.results,
        parameters=(search.QUESTION, *filters, search.facet_choice(f.name for f in BY_FACET), LIMIT, CURSOR, SITE),
    )

    def get(self, request: Request) -> HttpResponse:
        asked = self.asked()
        site = site_asked(request, asked)
        hits = self.search(asked).find(asked["q"], site)
        place, ends = self.place(asked, len(hits.keys))
        rows = rows_of(self.caller.audiences, site, hits.keys[place : place + asked["limit"]])
        rest: dict[str, Any] = {**ends, "count": len(hits.keys), "complete": hits.complete}
        if asked["facets"]:
            rest["facets"] = search.counts(asked["facets"], hits.keys)
        marks = asked["q"].marks
        body = search.body_of((search.item_of(row, marks) for row in rows), rest)
        keys = keys_of_list((resource.name for resource in self.listed), (row.uid for row in rows))
        headers = {**links(ends), **self.surrogate_keys(" ".join(keys))}
        return self.ready(digest_of(body), lambda: body, headers=headers)

    def search(self, asked: Mapping[str, Any]) -> WordSearch:
        """Where to look; for whoever asks without a filter, it has been written once."""
        is_narrowed = any(asked[narrow.name] for narrow in self.filters)
        return WordSearch(self.ranges(asked), KEY) if is_narrowed else everywhere(self.caller.audiences)

    def place(self, asked: Mapping[str, Any], count: int) -> tuple[int, dict[str, str | None]]:
        """How many hits come before this page, and the addresses of its neighbours."""
        purpose = self.question(asked)
        with refusing_cursors():
            place = search.place_in(asked["cursor"], purpose)
        cursors = search.neighbours(place, asked["limit"], count, purpose)
        return place, {end: self.address_of(cursor) for end, cursor in cursors.items()}

    def question(self, asked: Mapping[str, Any]) -> str:
        return json.dumps([super().question(asked), asked["q"].asked])


@lru_cache(maxsize=64)
def everywhere(audiences: frozenset[str]) -> WordSearch:
    """The search among all that these audiences may find on a site; what is not searched has no words to find."""
    return WordSearch(Ranges(Document.objects.visible_to(audiences).filter(of_site(KEY)), audiences), KEY)


def rows_of(audiences: frozenset[str], site: int | None, keys: list[int]) -> list[Any]:
    """What is shown of the documents with these keys, in this order; one that was withdrawn meanwhile is left out.

    Args:
        audiences: the caller's.
        site: that is asked. Narrowed further they would not be fewer: the keys were found among those.
        keys: of the page.
    """
    return sorted(shown_to(audiences).ask(site, keys), key=lambda row: keys.index(row.id))


@lru_cache(maxsize=64)
def shown_to(audiences: frozenset[str]) -> Written:
    """What is shown of hits, behind the gate."""
    documents = Document.objects.visible_to(audiences).filter(of_site(KEY), pk__among=MANY)
    return Written(documents.values_list(*SHOWN), KEY, MANY)


class Suggestions(DocumentList):
    """Titles for somebody who is still typing."""

    listed = SEARCHED
    filters = (TYPES, KINDS, choice_filter("locale", LOCALES, "Only these languages; repeat it for several."))
    operation = Operation(
        id="suggest",
        summary="Suggest while somebody types",
        tag="Search",
        about="Documents whose title or names have the words, the last of which may be begun only. Titles that begin "
        "like it come first.",
        schema=search_components.suggestions,
        parameters=(
            search.QUESTION,
            *filters,
            Parameter(
                name="limit",
                help="How many at the most.",
                schema={"type": "integer", "minimum": 1, "maximum": 20, "default": 10},
                read=whole_number(1, 20),
                default=10,
            ),
            SITE,
        ),
    )

    def get(self, request: Request) -> HttpResponse:
        asked = self.asked()
        found = find_titles(self.ranges(asked), asked["q"], asked["limit"])
        body = as_json({"items": list(map(search.suggestion_of, found))})
        keys = keys_of_list((resource.name for resource in self.listed), ())
        return self.ready(digest_of(body), lambda: body, headers=self.surrogate_keys(" ".join(keys)))
