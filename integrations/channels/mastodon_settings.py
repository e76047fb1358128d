"""What is asked of whoever connects a Mastodon account."""

from collections.abc import Mapping
from typing import Any

from integrations.channels import post_text
from integrations.channels.base import Setting, url_problem
from integrations.channels.mastodon_text import LONGEST_STATUS

FORMS = {
    "link": "A link, of which Mastodon makes a preview",
    "picture": "The page's picture with its alternative text, and the link in the words",
}
VISIBILITIES = {
    "public": "Public",
    "unlisted": "Public, but not in the public timelines",
    "private": "For followers only",
}
# Seconds. Mastodon names no limit; what takes effect later still is recognised by its key for an hour.
LONGEST_SILENCE = "300"

SETTINGS = (
    Setting(
        name="server",
        label="Server",
        help="Where the account logs in, such as https://mastodon.example.org.",
        address=True,
    ),
    Setting(name="account", label="Account", help="The name alone, without @ and server."),
    Setting(name="posts_as", label="Posts are", choices=tuple(FORMS.items()), default="link"),
    Setting(name="visibility", label="Who sees them", choices=tuple(VISIBILITIES.items()), default="public"),
    Setting(
        name="longest_post",
        label="Longest post",
        help="Characters. Some servers take more than 500: theirs is in the server's /api/v2/instance.",
        default=str(LONGEST_STATUS),
    ),
    Setting(
        name="settle_seconds",
        label="Longest silence",
        help="Seconds after which an unanswered request surely has no effect any more. Leave it empty, and a person "
        "decides about posts whose outcome is unknown and that cannot be found.",
        required=False,
        default=LONGEST_SILENCE,
    ),
    *post_text.SETTINGS,
    Setting(
        name="access_token",
        label="Access token",
        help="Of an application with the scopes read:accounts, read:statuses, write:statuses and write:media.",
        secret=True,
    ),
)


def problems_of(config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the settings, by name."""
    form, audience = config.get("posts_as", "link"), config.get("visibility", "public")
    name, most = str(config.get("account", "")), str(config.get("longest_post") or LONGEST_STATUS)
    silence = str(config.get("settle_seconds") or "0")
    problems = {
        **post_text.text_problems(config),
        "server": url_problem(config.get("server", "")),
        "account": unless(name and "@" not in name, "Give the name alone, without @ and server."),
        "posts_as": unless(form in FORMS, "Choose one of the list."),
        "visibility": unless(audience in VISIBILITIES, "Choose one of the list."),
        "longest_post": unless(most.isdecimal() and int(most) >= LONGEST_STATUS, "Give 500 characters or more."),
        "settle_seconds": unless(silence.isdecimal(), "Give whole seconds, or leave it empty."),
        "access_token": unless(secret.get("access_token"), "Give the access token of the application."),
    }
    return {name: problem for name, problem in problems.items() if problem}


def unless(fine: object, problem: str) -> str:
    return "" if fine else problem


def most_characters(config: Mapping[str, Any]) -> int:
    """How many characters a status may have."""
    return int(config.get("longest_post") or LONGEST_STATUS)
