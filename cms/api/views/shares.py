"""Where people talk about a document: links to the posts about it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from rest_framework.request import Request

from cms.api import components
from cms.api.operations import Operation
from cms.api.sites import SITE, site_asked
from cms.api.views.base import ReadView, digest_of
from cms.core.social import social
from cms.publications.cache_keys import document_key
from cms.publications.models import Access, Document
from cms.publications.rendered import as_json


class DocumentShares(ReadView):
    """The posts about one document, for whoever may read all of it; for everybody else there is no such address."""

    operation = Operation(
        id="list_shares",
        summary="List the posts about a document",
        tag="Documents",
        about="Where the document was posted on social channels, the oldest post first. Posts that were taken back "
        "are left out.",
        schema=components.shares,
        parameters=(SITE,),
    )

    def get(self, request: Request, uid: UUID) -> HttpResponse:
        site = site_asked(self.request, self.asked())
        full = Document.objects.visible_to(self.caller.audiences).filter(uid=uid, access=Access.FULL)
        if {None, site}.isdisjoint(full.values_list("site", flat=True)):
            raise Http404
        body = as_json({"items": social().posts_of(uid)})
        return self.ready(digest_of(body), lambda: body, headers=self.surrogate_keys(document_key(uid)))
