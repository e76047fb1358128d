"""One document: one indexed query, and the stored bytes as they are."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from rest_framework.request import Request

from cms.api import components
from cms.api.changes import taken_back
from cms.api.filters import LOCALES, at_path
from cms.api.operations import Operation
from cms.api.parameters import TEXT, Parameter, one_of, text
from cms.api.part_components import part_of
from cms.api.problems import Gone
from cms.api.resources import SITE as SITE_SHAPE
from cms.api.resources import Resource, Shape, every_shape
from cms.api.schemas import ref
from cms.api.sites import SITE, site_asked
from cms.api.variants.asked import Variant, variant_parameters
from cms.api.variants.composed import Composed
from cms.api.views.drafts import VERSION, MayShowDrafts
from cms.core.api_fields import Schema
from cms.publications.drafts import drafts_at, drafts_with
from cms.publications.models import Document, Kind
from cms.publications.written import ONE, Written

SHOWN = ("kind", "type", "site_id", "locale", "etag", "updated_at", "cache_keys", "body")
TO_BE_EXPANDED = (*SHOWN, "references")
PATH = Parameter(
    name="path",
    help="The path on the site, such as `/articles/first-steps/`.",
    schema=TEXT,
    read=text,
    required=True,
)
LOCALE = Parameter(
    name="locale",
    help=f"The language to read; left out, it is {settings.LANGUAGE_CODE} where there are several.",
    schema={"type": "string", "enum": sorted(LOCALES)},
    read=one_of(LOCALES),
)


def reading(
    schema: Callable[[], Schema], shapes: Iterable[Shape], *parameters: Parameter, **described: Any
) -> Operation:
    """The operation of a detail, with the variants there are of it.

    Args:
        schema: of the document in full.
        shapes: that it may have.
        parameters: besides those of variants.
        described: the rest of the operation.
    """
    return Operation(
        schema=schema,
        part=lambda: part_of(schema()),
        unreadable=True,
        parameters=(*parameters, *variant_parameters(schema, shapes), VERSION, SITE),
        **described,
    )


class DocumentDetail(MayShowDrafts):
    """One document by its id: of one resource, or of any when it has none."""

    resource: Resource | None = None
    operation = reading(
        components.any_document, every_shape(), id="read_document", summary="Read any document", tag="Documents"
    )

    @classmethod
    def of(cls, resource: Resource) -> Callable[..., HttpResponseBase]:
        """The view of one resource."""
        by_slug = (LOCALE,) if resource.has_slugs else ()
        operation = reading(
            partial(components.detail_of, resource),
            resource.shapes,
            *by_slug,
            id=f"read_{resource.name}",
            summary=f"Read one of the {resource.name}",
            tag=resource.name.capitalize(),
        )
        return cls.as_view(resource=resource, operation=operation)

    def get(self, request: Request, uid: UUID) -> HttpResponse:
        asked = self.asked()
        drafts = drafts_with(self.caller.audiences, uid) if self.drafts_asked(asked) else []
        return self.show(drafts or look_up(self.caller.audiences, columns(asked)).ask(uid), asked)

    def visible(self, asked: Mapping[str, Any]) -> QuerySet[Document, Any]:
        return shown_to(self.caller.audiences, columns(asked))

    def show(self, found: Iterable[Any], asked: Mapping[str, Any]) -> HttpResponse:
        """The one among `found` that belongs to the asked site and to the resource, in the asked language."""
        sites, locales = {None, site_asked(self.request, asked)}, {asked.get("locale")} - {None}
        for document in sorted(found, key=preference):
            of_resource = self.resource is None or document.type == self.resource.name
            if document.site_id in sites and of_resource and locales <= {document.locale}:
                variant = Variant.asked(asked)
                return self.varied(document, variant, asked) if variant else self.stored(document)
        raise Http404

    def stored(self, document: Any) -> HttpResponse:
        """The stored bytes."""
        return self.ready(
            document.etag,
            partial(bytes, document.body),
            modified=document.updated_at,
            headers=self.surrogate_keys(document.cache_keys),
        )

    def varied(self, document: Any, variant: Variant, asked: Mapping[str, Any]) -> HttpResponse:
        """The document in another form."""
        composed = Composed(variant, [document], "body", self.readable(asked), self.showing(asked))
        return self.ready(
            composed.etag(),
            lambda: composed.items()[0],
            modified=composed.modified,
            cache_control=composed.cache_control,
            headers=self.surrogate_keys(" ".join([document.cache_keys, *composed.keys])),
            content_type=composed.content_type,
        )


class DocumentByPath(DocumentDetail):
    """One document by its path: what a front end asks when somebody opens an address of the site.

    A redirect is answered as a document: the address it leads to is the site's, where a client of this API that
    followed a 301 would find no JSON.
    """

    operation = reading(
        components.any_document,
        every_shape(),
        PATH,
        LOCALE,
        id="read_document_by_path",
        summary="Read the document at a path",
        tag="Documents",
        about="What a front end asks when somebody opens an address of the site. Where a page has moved away and no "
        "other stands there, it is a redirect, whose `to` says where the page is now. Where the last page was taken "
        "back, the answer is 410.",
        may_miss=True,
        gone=True,
    )

    def get(self, request: Request) -> HttpResponse:  # type: ignore[override]  # the path is in the query
        asked = self.asked()
        drafts = self.drafts_at(asked["path"], asked) if self.drafts_asked(asked) else []
        try:
            return self.show(drafts or self.visible(asked).filter(at_path(asked["path"])), asked)
        except Http404:
            if self.taken_back(asked):
                raise Gone from None
            raise

    def taken_back(self, asked: Mapping[str, Any]) -> bool:
        here = at_path(asked["path"]) & Q(site_id=site_asked(self.request, asked))
        return taken_back(self.caller.audiences, here & Q(locale=asked["locale"]) if asked["locale"] else here)

    def drafts_at(self, path: str, asked: Mapping[str, Any]) -> list[Document]:
        return drafts_at(self.caller.audiences, path, site_asked(self.request, asked))


class DocumentBySlug(DocumentDetail):
    """One document of a resource by the last part of its path: how a front end knows a menu."""

    def get(self, request: Request, slug: str) -> HttpResponse:  # type: ignore[override]  # a slug for the uid
        asked = self.asked()
        self.drafts_asked(asked)  # of what has a slug there are none: it is answered as it is published
        name = self.resource.name if self.resource else ""
        return self.show(self.visible(asked).filter(path=f"/{name}/{slug}/"), asked)


class SiteDetail(DocumentDetail):
    """The site that is asked: what a front end shows of it on every page."""

    operation = reading(
        partial(ref, f"{SITE_SHAPE.name}Document"),
        [SITE_SHAPE],
        id="read_site",
        summary="Read what a site says of itself",
        tag="Site",
        about="Who stands behind it, where its readers call for help, and where else it is found.",
        may_miss=True,
    )

    def get(self, request: Request) -> HttpResponse:  # type: ignore[override]  # there is one a site
        asked = self.asked()
        self.drafts_asked(asked)  # there are none of it: it is answered as it is published
        return self.show(self.visible(asked).filter(kind=Kind.SITE, object_id=str(site_asked(request, asked))), asked)


def preference(document: Any) -> tuple[bool, bool, bool, str]:
    """Which of several documents at one path comes first: a page, then the site's own, then the main language's."""
    no_page, no_site = document.kind != Kind.PAGE, document.site_id is None
    return no_page, no_site, document.locale != settings.LANGUAGE_CODE, document.locale


def columns(asked: Mapping[str, Any]) -> tuple[str, ...]:
    """What must be known of a document to answer."""
    return TO_BE_EXPANDED if asked.get("expand") else SHOWN


@lru_cache(maxsize=64)
def shown_to(audiences: frozenset[str], columns: tuple[str, ...] = SHOWN) -> QuerySet[Document, Any]:
    """What a detail needs of the documents that these audiences may read.

    Put together once and narrowed by each request: building the query costs as much as asking it.
    """
    return Document.objects.visible_to(audiences).values_list(*columns, named=True)


@lru_cache(maxsize=64)
def look_up(audiences: frozenset[str], columns: tuple[str, ...] = SHOWN) -> Written:
    """A detail's question, put into SQL once for these audiences."""
    return Written(shown_to(audiences, columns).filter(uid=ONE), ONE)
