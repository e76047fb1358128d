"""Who asks for a picture or a file: a program with a key, or a person whose browser is logged in."""

from collections.abc import Collection
from typing import Any, cast

from django.contrib.auth.models import Group
from django.http import HttpRequest
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from cms.api.callers import STRANGER, Caller, Scope
from cms.api.views.base import ReadView
from cms.publications.audiences import PUBLIC, group_audience
from cms.publications.shown import Medium

LIBRARIES = {Medium.IMAGE: get_image_model, Medium.FILE: get_document_model}
# With any of these the admin's chooser shows an upload.
CHOOSING = ("choose", "add", "change", "delete")


def may_fetch(request: HttpRequest, medium: Medium, pk: int | None, audiences: Collection[str]) -> bool:
    """Whether the one who asks may see an upload that documents for these audiences show.

    A program may when the API would show it the documents; a person when they would see the plain page, which has
    pictures and files in it. Whoever could put it into a page in the admin sees it there, drafts included. Everything
    is looked up even for nobody's sake: a header of the answer would tell what is hidden from what is not.
    """
    person = request.user  # REST framework puts another in its place
    belongs = {*_read_by(_caller(request)), *_groups(person.groups)}
    return not belongs.isdisjoint(audiences) or _may_choose(person, medium, pk)


def _may_choose(person: Any, medium: Medium, pk: int | None) -> bool:
    if not person.has_perm("wagtailadmin.access_admin"):
        return False
    model = LIBRARIES[medium]()
    policy, upload = policy_registry.get_by_type(model), model._default_manager.filter(pk=pk).first()
    return upload is not None and policy.user_has_any_permission_for_instance(person, CHOOSING, upload)


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
