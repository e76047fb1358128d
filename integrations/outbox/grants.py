"""Who may hear of gated content: a destination's audiences besides the public one, granted one by one."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.log_actions import LogFormatter, log

from cms.publications.audiences import PUBLIC, group_audience
from integrations.models import Destination

GRANTED = "integrations.grant"
WITHDRAWN = "integrations.withdraw_grant"


@transaction.atomic
def grant(destination: Destination, groups: set[Group], reason: str, user: Any) -> None:
    """Let a destination hear of the content of these groups and of no others'; each difference is logged.

    What is queued and not granted any more is called off when its turn comes.

    Args:
        groups: all that it may hear of from now on.
        reason: why, for the history.
        user: who decides. The caller has checked that this person may.
    """
    locked = Destination.objects.defer("secret").select_for_update(no_key=True).get(pk=destination.pk)
    before, after = granted_groups(locked), groups
    public = [PUBLIC] if PUBLIC in locked.audiences else []
    locked.audiences = public + sorted(group_audience(group.pk) for group in after)
    locked.save(update_fields=["audiences"])
    for action, changed in ((GRANTED, after - before), (WITHDRAWN, before - after)):
        for group in sorted(changed, key=str):
            log(instance=locked, action=action, user=user, data={"group": group.name, "reason": reason})


def granted_groups(destination: Destination) -> set[Group]:
    """The groups whose content a destination may hear of."""
    return {group for group in Group.objects.all() if group_audience(group.pk) in destination.audiences}


class GrantFormatter(LogFormatter):
    """How a grant reads in the history."""

    label = "Grant gated content"

    def format_message(self, log_entry: Any) -> str:
        return "May hear of what “{group}” may read. Reason: {reason}".format(**log_entry.data)


class WithdrawalFormatter(LogFormatter):
    """How the end of a grant reads in the history."""

    label = "Withdraw gated content"

    def format_message(self, log_entry: Any) -> str:
        return "Hears no more of what “{group}” may read. Reason: {reason}".format(**log_entry.data)


FORMATTERS = {GRANTED: GrantFormatter, WITHDRAWN: WithdrawalFormatter}
