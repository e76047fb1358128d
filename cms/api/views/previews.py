"""The draft behind a preview link."""

from django.http import HttpResponse
from rest_framework.request import Request

from cms.api import components
from cms.api.operations import Operation
from cms.api.part_components import PART, part_of
from cms.api.preview_links import page_behind
from cms.api.resources import every_shape
from cms.api.sites import SITE
from cms.api.variants.asked import Variant, variant_parameters
from cms.api.views.details import DocumentDetail
from cms.publications.drafts import whole_draft


class DraftPreview(DocumentDetail):
    """One draft, for whoever was given the link to it."""

    shows_drafts = True
    operation = Operation(
        id="read_preview",
        summary="Read the draft behind a preview link",
        tag="Documents",
        about="What an editor has saved last, in the shape of what is published, for whoever has the link. It is "
        "gated by the link alone, which lasts for an hour unless the installation says otherwise. Drafts have gaps: "
        "what is not written yet may be missing or empty.",
        schema=lambda: part_of(components.any_document()),
        media_type=PART,
        parameters=variant_parameters(components.any_document, every_shape()),
        gone=True,
        unreadable=True,
    )

    def get(self, request: Request, token: str) -> HttpResponse:  # type: ignore[override]  # a token for the uid
        variant = Variant.asked(self.asked())
        draft = whole_draft(page_behind(token))
        return self.varied(draft, variant, {SITE.name: draft.site_id}) if variant else self.stored(draft)
