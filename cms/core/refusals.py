"""Why something cannot go live, in words for the person who wants it to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def reasons(instance: Any) -> list[str]:
    """Why a row as it is in memory may not go live; empty when it may."""
    try:
        instance.full_clean()
    except ValidationError as refusal:
        return in_words(refusal, instance)
    return []


def in_words(refusal: ValidationError, instance: Any) -> list[str]:
    """Each problem of a row, after the name of the field it is about."""
    if not hasattr(refusal, "error_dict"):
        return refusal.messages
    return [
        message if field == NON_FIELD_ERRORS else f"{_label(instance, field)}: {message}"
        for field, found in refusal.message_dict.items()
        for message in found
    ]


def _label(instance: Any, field: str) -> str:
    try:
        name = str(instance._meta.get_field(field).verbose_name)
    except (AttributeError, FieldDoesNotExist):
        name = field.replace("_", " ")
    return name[:1].upper() + name[1:]


def tell(request: HttpRequest, refusal: ValidationError) -> HttpResponse | None:
    """Answer a request to the admin whose view let a refusal pass: back to where it came from, with the reasons.

    Returns:
        None for addresses outside the admin; their callers have formats of their own.
    """
    home = reverse("wagtailadmin_home")
    if not request.path.startswith(home):
        return None
    messages.error(request, "Nothing was changed. " + " ".join(in_words(refusal, None)))
    came_from = request.headers.get("referer", "")
    back = came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else home
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": back})  # what Wagtail's dialogs understand
    return redirect(back)
