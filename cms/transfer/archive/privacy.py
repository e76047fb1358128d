"""Who may read what was brought in: closed before it is there, opened after."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import BaseViewRestriction, CollectionViewRestriction, PageViewRestriction

from cms.transfer.archive.records import Refused
from cms.transfer.archive.report import Report
from cms.transfer.archive.snapshots import restrictions_of

Wanted = list[dict[str, Any]]
PASSWORD, GROUPS = BaseViewRestriction.PASSWORD, BaseViewRestriction.GROUPS
KINDS = {kind for kind, _label in BaseViewRestriction.RESTRICTION_CHOICES} - {BaseViewRestriction.NONE}


def close(owner: Any, wanted: Wanted, report: Report) -> None:
    """Add the restrictions that a page or a collection does not have yet.

    Groups are known by name. One that is not here is made without any right or member, and told.

    Raises:
        Refused: a restriction is of a kind that is unknown here.
    """
    there = restrictions_of(owner.view_restrictions.all())
    for restriction in _known(wanted):
        if restriction not in there:
            _restrict(owner, restriction, report)


def open_up(owner: Any, wanted: Wanted) -> None:
    """Remove the restrictions that are no longer wanted."""
    for restriction in owner.view_restrictions.all():
        if restrictions_of([restriction])[0] not in _known(wanted):
            restriction.delete()


def _known(wanted: Wanted) -> Wanted:
    """The restrictions as they can stand here: a password does not travel, so what it closed is for nobody."""
    if strange := {str(restriction.get("type")) for restriction in wanted} - KINDS:
        raise Refused(f"The archive restricts pages in a way that is unknown here: {', '.join(sorted(strange))}.")
    named = {PASSWORD: {"type": GROUPS, "groups": []}}
    return [named.get(restriction["type"], restriction) for restriction in wanted]


def _restrict(owner: Any, restriction: dict[str, Any], report: Report) -> None:
    model = type(owner).view_restrictions.rel.related_model
    of = {PageViewRestriction: "page", CollectionViewRestriction: "collection"}[model]
    made = model.objects.create(**{of: owner}, restriction_type=restriction["type"])
    made.groups.set([_group(name, report) for name in restriction["groups"]])
    if not restriction["groups"] and restriction["type"] == GROUPS:
        report.tell(f"“{owner}” is closed to everybody until you choose a group that may read it.")


def _group(name: str, report: Report) -> Group:
    group, created = Group.objects.get_or_create(name=name)
    if created:
        report.tell(f"The group “{name}” was made, without rights and members.")
    return group
