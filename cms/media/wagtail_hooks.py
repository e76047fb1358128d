"""What is served of uploaded files."""

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.documents.models import AbstractDocument


# Before Wagtail's own, which would show a login or a password form.
@hooks.register("before_serve_document", order=-1)
def hide_from_whom_its_collection_excludes(document: AbstractDocument, request: HttpRequest) -> None:
    """Answer as if there were no file for those whom the privacy of its collection keeps out."""
    if not all(restriction.accept_request(request) for restriction in document.collection.get_view_restrictions()):
        raise Http404
