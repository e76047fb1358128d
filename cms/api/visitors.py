"""Who asks for a picture or a file: a program with a key, or a person whose browser is logged in."""

from collections.abc import Collection
from typing import Any, cast

from django.contrib.auth.models import Group
from django.http import HttpRequest
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from cms.api.callers import STRANGER, Caller, Scope
from cms.api.views.base import ReadView
from cms.publications.audiences import PUBLIC, group_audience


def may_fetch(request: HttpRequest, audiences: Collection[str]) -> bool:
    """Whether the one who asks belongs to one of these audiences.

    A program does when the API would show it their documents; a person when Wagtail would show the plain page, which
    has pictures and files in it. Whoever works in the admin sees everything that was uploaded there, drafts included.
    Everything is looked up even for nobody's sake: a header of the answer would tell what is hidden from what is not.
    """
    person = request.user  # REST framework puts another in its place
    belongs = {*_read_by(_caller(request)), *_groups(person.groups)}
    return not belongs.isdisjoint(audiences) or person.has_perm("wagtailadmin.access_admin")


def _caller(request: HttpRequest) -> Caller:
    """Who shows what the API asks for; a stranger when it is nothing or of no use."""
    try:
        return cast(Caller, Request(request, authenticators=ReadView().get_authenticators()).auth)
    except AuthenticationFailed:
        return STRANGER


def _read_by(caller: Caller) -> frozenset[str]:
    return caller.audiences if Scope.CONTENT in caller.scopes else frozenset()


def audiences_of(person: Any) -> frozenset[str]:
    """What a person whose browser is logged in may read on plain pages; a superuser belongs to every group.

    It is looked up for strangers too: what is read of a session shows in the headers of an answer.
    """
    groups = Group.objects.all() if person.is_superuser else person.groups
    return frozenset({PUBLIC, *_groups(groups)})


def _groups(groups: Any) -> set[str]:
    return {group_audience(pk) for pk in groups.values_list("pk", flat=True)}
