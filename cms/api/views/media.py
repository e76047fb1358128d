"""Uploaded images and files, for those who may read a document that shows them.

An address that was never given out, one whose document is gone, and one that belongs to others answer alike: as if
nothing had ever been there.
"""

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from cms.api.visitors import may_fetch
from cms.media.addresses import FILES, PICTURES, key_in, lent_token
from cms.media.copies import copies_of, filter_spec_of
from cms.media.views import PICTURES_ONLY_SHOW
from cms.publications.audiences import PUBLIC
from cms.publications.shown import Medium, audiences_shown

NOT_KEPT = "private, no-store"


@require_safe
def picture(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """One copy of an image; it is made when somebody asks for it for the first time."""
    pk, kept = opened(request, token, PICTURES, Medium.IMAGE)
    etag = quote_etag(f"{token}-{name}")
    response = get_conditional_response(request, etag=etag) or _copy(pk, name)
    response["ETag"] = etag
    response["Cache-Control"] = kept
    response["Content-Security-Policy"] = PICTURES_ONLY_SHOW
    return response


@require_safe
def signed_file(request: HttpRequest, token: str, filename: str) -> HttpResponseBase:
    """An uploaded file; the privacy of its collection holds besides."""
    pk, kept = opened(request, token, FILES, Medium.FILE)
    response: HttpResponseBase = serve(request, pk, filename)
    response["Cache-Control"] = kept
    return response


def opened(request: HttpRequest, token: str, kind: str, medium: Medium) -> tuple[int | None, str]:
    """What the signed part of an address stands for, and how long the answer may be kept.

    Raises:
        Http404: it was not lent, and whoever asks may read no document that shows it.
    """
    own = lent_token(token)
    pk = key_in(own or token, kind)
    return pk, NOT_KEPT if own and pk else keeping(request, medium, pk)


def keeping(request: HttpRequest, medium: Medium, pk: int | None) -> str:
    """How long the answer may be kept, as a `Cache-Control`.

    Raises:
        Http404: whoever asks may read no document that shows it.
    """
    audiences = audiences_shown(medium, pk) if pk else frozenset[str]()
    if PUBLIC in audiences:
        return settings.MEDIA_CACHE_CONTROL
    if may_fetch(request, medium, pk, audiences):
        return NOT_KEPT
    raise Http404


def _copy(pk: int | None, name: str) -> FileResponse:
    image = get_image_model().objects.filter(pk=pk).first()
    copy = next((copy for copy in copies_of(image) if copy.name == name), None) if image else None
    if copy is None:
        raise Http404
    return FileResponse(_opened(image, name), content_type=copy.media_type, filename=name)


def _opened(image: Any, name: str) -> Any:
    try:
        return image.file.open() if image.is_svg() else image.get_rendition(filter_spec_of(name)).file.open()
    except (SourceImageIOError, FileNotFoundError) as error:
        raise Http404 from error
