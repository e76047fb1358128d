"""Publishing many pages at once: all of them, or none and a list of what they lack."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from wagtail.admin import messages
from wagtail.models import Page

from cms.core.refusals import reasons


def refuse_unready(request: HttpRequest, pages: Iterable[Page], action: Any) -> HttpResponse | None:
    """Stop Wagtail's bulk action, which knows no refusal, before it publishes anything.

    Args:
        action: the bulk action, with its form filled in.

    Returns:
        The way back to the listing, with a message; None when every page may go live.
    """
    below = action.cleaned_form.cleaned_data["include_descendants"]
    found = [(draft, why) for draft in _drafts(pages, request.user, below) if (why := reasons(draft))]
    if not found:
        return None
    rows = ((reverse("wagtailadmin_pages:edit", args=[draft.pk]), draft.title, " ".join(why)) for draft, why in found)
    items = format_html_join("", '<li><a href="{}">{}</a>: {}</li>', rows)
    messages.error(request, format_html("Nothing was published. These pages are not ready:<ul>{}</ul>", items))
    return redirect(action.next_url)


def _drafts(pages: Iterable[Page], user: Any, below: bool) -> Iterator[Any]:
    """What Wagtail's action would publish."""
    for page in pages:
        yield page.specific.get_latest_revision_as_object()
        for descendant in page.get_descendants().not_live().specific() if below else ():
            if descendant.permissions_for_user(user).can_publish():
                yield descendant.get_latest_revision_as_object()
