"""The lines of a sitemap, and their JSON Schema."""

import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from wagtail.models import Page

from cms.api import schemas
from cms.core.api_fields import Json, nullable
from cms.publications.identity import uids_in_every_language
from cms.publications.models import Access, Document, DocumentQuerySet

TOLD = ("id", "type", "access", "locale", "path", "url", "updated_at")
MAIN_LANGUAGE = "x-default"  # where search engines send those whose language is not among the others

Line = Mapping[str, Json]


def lines_of(rows: Collection[Document], standing: DocumentQuerySet) -> list[Line]:
    """Each page as a line, with the addresses of its translations.

    Args:
        rows: documents of pages.
        standing: the documents of all pages that may be named.
    """
    siblings = _siblings(rows)
    wanted = {uid for uids in siblings.values() for uid in uids}
    found = dict(standing.filter(uid__in=wanted).values_list("uid", "summary"))
    return [_line(row, [found[uid] for uid in siblings.get(row.uid, ()) if uid in found]) for row in rows]


def _siblings(rows: Collection[Document]) -> dict[UUID, list[UUID]]:
    """The uid of each page in every language, itself among them."""
    pages = Page.objects.filter(pk__in=[row.object_id for row in rows])
    keys = {str(pk): key for pk, key in pages.values_list("pk", "translation_key")}
    return {row.uid: uids_in_every_language(keys[row.object_id]) for row in rows if row.object_id in keys}


def _line(row: Document, versions: Collection[Any]) -> Line:
    said = json.loads(bytes(row.summary))
    return {**{name: said[name] for name in TOLD}, "alternates": _alternates(versions)}


def _alternates(versions: Collection[Any]) -> list[Line]:
    """The addresses by language; none where there is one language only, as there is nothing to choose from."""
    urls = {said["locale"]: said["url"] for said in (json.loads(bytes(summary)) for summary in versions)}
    if len(urls) < 2:
        return []
    main = urls.get(settings.LANGUAGE_CODE)
    return [{"hreflang": code, "url": url} for code, url in [*urls.items(), *([(MAIN_LANGUAGE, main)] if main else [])]]


ALTERNATE = schemas.record(
    "SitemapAlternate",
    "A page in one language.",
    hreflang={**schemas.STRING, "description": "The language; `x-default` for readers of none of the others."},
    url=schemas.ADDRESS,
)
LINE = schemas.record(
    "SitemapLine",
    "A page that everybody may see.",
    id=schemas.UUID,
    type=schemas.STRING,
    access={**schemas.STRING, "enum": Access.values, "description": "Whether everybody sees all of it, or a teaser."},
    locale=schemas.STRING,
    path=schemas.STRING,
    url={**schemas.ADDRESS, "description": "The `loc` of the sitemap."},
    updated_at={**schemas.MOMENT, "description": "The `lastmod` of the sitemap."},
    alternates={
        "type": "array",
        "items": ALTERNATE,
        "description": "The page in all its languages, this one included; empty when there is no other.",
    },
)
SITEMAP_COMPONENTS = (
    schemas.record(
        "SitemapPart",
        "A part of what belongs in a sitemap.",
        items={"type": "array", "items": LINE},
        next=nullable({**schemas.ADDRESS, "description": "Where it goes on; null at the end."}),
        previous=nullable({**schemas.ADDRESS, "description": "What comes before; null at the beginning."}),
    ),
)
