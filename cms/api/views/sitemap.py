"""The address of what belongs in a sitemap."""

from functools import partial

from django.http import HttpResponse
from rest_framework.request import Request

from cms.api.operations import Operation
from cms.api.paging import STEPS
from cms.api.resources import resources
from cms.api.schemas import ref
from cms.api.sitemaps import lines_of
from cms.api.sites import SITE, site_asked
from cms.api.views.base import digest_of
from cms.api.views.lists import SHOWN, DocumentList, links
from cms.publications.audiences import PUBLIC
from cms.publications.cache_keys import keys_of_list
from cms.publications.models import Document, Kind
from cms.publications.ranges import Ranges
from cms.publications.rendered import as_json

# Newcomers stand at the end: what is read again is found where it was.
ORDER = "published_at"


class Sitemap(DocumentList):
    """The pages of a site that everybody may see, whoever asks."""

    listed = tuple(resource for resource in resources().values() if resource.kind == Kind.PAGE)
    columns = (*SHOWN, "object_id")
    operation = Operation(
        id="read_sitemap",
        summary="Read what belongs in a sitemap",
        tag="Site",
        about="The pages of a site that everybody may see, teasers among them, the oldest first, each with its "
        "translations. It says the same to every caller: what a key opens belongs in no sitemap. Follow `next` to "
        "read on.",
        schema=partial(ref, "SitemapPart"),
        parameters=(*STEPS, SITE),
    )

    def get(self, request: Request) -> HttpResponse:
        asked = {**self.asked(), "order": ORDER}
        site = site_asked(request, asked)
        standing = Document.objects.visible_to({PUBLIC}).filter(kind=Kind.PAGE, site=site, hidden_from_search=False)
        page = self.page(Ranges(standing, {PUBLIC}), asked)
        ends = {"next": self.address_of(page.next), "previous": self.address_of(page.previous)}
        body = as_json({"items": lines_of(page.rows, standing), **ends})
        keys = " ".join(keys_of_list((resource.name for resource in self.listed), []))
        return self.ready(digest_of(body), lambda: body, headers={**links(ends), **self.surrogate_keys(keys)})
