"""What Wagtail serves to whom, judged without the publication centre, and what the centre says of the same."""

import json
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page
from wagtail.views import serve

from cms.core.models import ContentPage

# (who may read it, locale, path, summary)
Sight = tuple[str, str, str, str]


def served() -> set[Sight]:
    """Every live page that Wagtail's own view serves, to a stranger and to a member of each group, where privacy lets
    them read all that it repeats besides."""
    seen = set()
    for page in Page.objects.live().specific():
        parts = page.get_url_parts()
        if isinstance(page, ContentPage) and parts:
            audience = _audience(page, parts)
            if audience:
                seen.add((audience, page.locale.language_code, parts[2], page.summary))
    return seen


def _audience(page: ContentPage, parts: tuple[int, str, str]) -> str | None:
    if _is_served(AnonymousUser(), page, parts):
        assert not page.get_view_restrictions().exists()
        return "public"
    readers = [group.name for group in Group.objects.all() if _is_served(_member_of(group), page, parts)]
    return readers[0] if len(readers) == 1 else None


def _is_served(user: Any, page: ContentPage, parts: tuple[int, str, str]) -> bool:
    request = RequestFactory(headers={"host": parts[1].removeprefix("http://")}).get(parts[2])
    request.user, request.session = user, {}  # type: ignore[assignment]  # nobody has given a password
    restrictions = [restriction for one in _with_repeated(page) for restriction in one.get_view_restrictions()]
    if not all(restriction.accept_request(request) for restriction in restrictions):
        return False
    with translation.override(page.locale.language_code):
        return page.summary in serve(request, parts[2]).render().content.decode()


def _with_repeated(page: Page) -> list[Page]:
    """A page, and all pages that are repeated by it, by those above it, and so on."""
    found = [page]
    for one in found:  # also over those that it adds
        standing = one.get_ancestors(inclusive=True).exclude(alias_of=None)
        found += [above.alias_of for above in standing if above.alias_of not in found]
    return found


def _member_of(group: Group) -> Any:
    user, _created = get_user_model().objects.get_or_create(username=f"member-of-{group.pk}")
    user.groups.set([group])
    return get_user_model().objects.get(pk=user.pk)


def documented() -> set[Sight]:
    """The same of the documents that readers get."""
    documents = apps.get_model("publications", "Document").objects.filter(kind="page", access="full")
    return {(_label(d.audience), d.locale, d.path, json.loads(bytes(d.body))["summary"]) for d in documents.iterator()}


def teased() -> set[str]:
    """The titles of the teasers that strangers get."""
    documents = apps.get_model("publications", "Document").objects.filter(access="teaser", audience="public")
    return {document.title for document in documents}


def said_since(sequence: int) -> list[tuple[str, str, str, str]]:
    """(action, cause, audience, path) of every change after a sequence, in order."""
    changes = apps.get_model("publications", "Change").objects.filter(sequence__gt=sequence).order_by("sequence")
    return [(c.action, c.cause, _label(c.audience), c.path) for c in changes]


def last_sequence() -> int:
    """The sequence of the newest change."""
    last = apps.get_model("publications", "Change").objects.order_by("-sequence").first()
    return last.sequence if last else 0


def everything_told() -> list[dict[str, Any]]:
    """Every document with all its bytes, for comparisons to the byte."""
    fields = ["uid", "audience", "access", "path", "etag", "version", "facets", "references", "share"]
    rows = (
        apps.get_model("publications", "Document")
        .objects.order_by("uid", "audience")
        .values(*fields, "body", "summary")
    )
    return [{**row, "body": bytes(row["body"]), "summary": bytes(row["summary"])} for row in rows]


def _label(audience: str) -> str:
    if audience == "public":
        return audience
    group = Group.objects.filter(pk=audience.removeprefix("group:")).first()
    return group.name if group else audience
