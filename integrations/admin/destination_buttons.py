"""What can be done about a destination besides changing it, each on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.admin.widgets.button import Button

from integrations.admin.grant_views import GRANT, GrantGatedContent
from integrations.models import Destination


@dataclass(frozen=True)
class Act:
    """One entry of the menu.

    Args:
        label, icon: what it shows.
        name: of its page, among those of destinations.
        applies: whether a user may and can do it to a destination.
    """

    label: str
    name: str
    icon: str
    applies: Callable[[Destination, Any], bool]


def repeats(destination: Destination, _user: Any) -> bool:
    return destination.adapter.capabilities.repeatable


def is_connected_there(destination: Destination, user: Any) -> bool:
    return destination.adapter.connection is not None and user.has_perm("integrations.change_destination")


def issues_secrets(destination: Destination, _user: Any) -> bool:
    return destination.adapter.issue_secret({}) is not None


def has_former_secret(destination: Destination, _user: Any) -> bool:
    return destination.adapter.without_former(destination.secret) != destination.secret


def can_be_checked(destination: Destination, _user: Any) -> bool:
    return destination.adapter.probes and destination.state == Destination.State.ACTIVE


def may_be_granted(destination: Destination, user: Any) -> bool:
    permitted = GrantGatedContent.permission_policy.user_has_permission(user, GRANT)
    capabilities = destination.adapter.capabilities
    return permitted and not (capabilities.announces or capabilities.pings)


ACTS = (
    Act("Connect the account", "connect", "link", is_connected_there),
    Act("Send a test", "test", "mail", repeats),
    Act("Check credentials", "check", "check", can_be_checked),
    Act("New signing secret", "issue_secret", "key", issues_secrets),
    Act("Retire former secret", "retire_secret", "key", has_former_secret),
    Act("Gated content", "grants", "lock-open", may_be_granted),
    Act("Recover what it missed", "recover", "rotate", repeats),
)


def buttons(destination: Destination, user: Any) -> list[Button]:
    """The menu's entries for a destination."""
    deliveries = f"{reverse('integrations_deliveries')}?destination={destination.pk}"
    return [
        Button("Deliveries", url=deliveries, icon_name="list-ul", priority=1),
        *(
            Button(
                act.label,
                url=reverse(f"destinations:{act.name}", args=[destination.pk]),
                icon_name=act.icon,
                priority=priority,
            )
            for priority, act in enumerate(ACTS, start=2)
            if act.applies(destination, user)
        ),
    ]
