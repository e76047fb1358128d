"""An image by itself: the sizes there are, and what must stay in view."""

from functools import partial

from django.http import Http404, HttpResponse
from rest_framework.request import Request
from wagtail.images import get_image_model

from cms.api.operations import Operation
from cms.api.schemas import ref
from cms.api.views.base import ReadView, digest_of
from cms.publications.models import Document
from cms.publications.pictures import picture_value
from cms.publications.rendered import as_json
from cms.publications.shown import Medium


class ImageDetail(ReadView):
    """One image, when the caller may read a document that shows it."""

    operation = Operation(
        id="read_image",
        summary="Read one image",
        tag="Images",
        about="An image that a document shows which the caller may read.",
        schema=partial(ref, "Picture"),
    )

    def get(self, request: Request, pk: int) -> HttpResponse:
        self.asked()
        showing = Document.objects.visible_to(self.caller.audiences).filter(
            shown_rows__medium=Medium.IMAGE, shown_rows__row=pk
        )
        image = get_image_model().objects.filter(pk=pk).first() if showing.exists() else None
        if image is None:
            raise Http404
        body = as_json(picture_value(image))
        return self.ready(digest_of(body), lambda: body)
