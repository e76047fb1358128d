"""What is asked of whoever connects a WordPress blog."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from integrations.channels.base import Setting, url_problem

FORMS = {
    "summary": "The summary, and a link to the page",
    "whole": "The whole page, and a link to it",
}
PICTURES = {
    "featured": "Uploaded to the blog as the post's featured image",
    "none": "Left out",
}
STATUSES = {
    "publish": "Published",
    "draft": "Drafts, which somebody publishes on the blog",
}
ROUTES = {
    "pretty": "At /wp-json/, as on most blogs",
    "plain": "At /?rest_route=, as on blogs whose permalinks are plain",
}
CHOICES = {"posts_as": FORMS, "picture": PICTURES, "status": STATUSES, "routes": ROUTES}
# Seconds. WordPress names no limit; web servers and PHP are commonly told to give up after one to five minutes.
LONGEST_SILENCE = "300"

SETTINGS = (
    Setting(
        name="site",
        label="Blog",
        help="Its address, such as https://blog.example.org.",
        address=True,
    ),
    Setting(name="routes", label="Where its API is", choices=tuple(ROUTES.items()), default="pretty"),
    Setting(name="username", label="User", help="Who posts, by login name. An author may do all that is needed."),
    Setting(name="posts_as", label="Posts hold", choices=tuple(FORMS.items()), default="summary"),
    Setting(name="picture", label="The page's picture", choices=tuple(PICTURES.items()), default="featured"),
    Setting(name="status", label="Posts are", choices=tuple(STATUSES.items()), default="publish"),
    Setting(
        name="categories",
        label="Categories",
        help="Their numbers on the blog, with commas between. Leave it empty for the blog's own default.",
        required=False,
    ),
    Setting(name="tags", label="Tags", help="Their numbers on the blog, with commas between.", required=False),
    Setting(
        name="settle_seconds",
        label="Longest silence",
        help="Seconds after which an unanswered request surely has no effect any more. Leave it empty, and a person "
        "decides about posts whose outcome is unknown and that cannot be found.",
        required=False,
        default=LONGEST_SILENCE,
    ),
    Setting(
        name="application_password",
        label="Application password",
        help="Made in that user's profile on the blog; not the password that one logs in with.",
        secret=True,
    ),
)


def problems_of(config: Mapping[str, Any], secret: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the settings, by name."""
    password, silence = str(secret.get("application_password", "")), str(config.get("settle_seconds") or "0")
    problems = {
        "site": site_problem(str(config.get("site", ""))),
        "username": user_problem(str(config.get("username", ""))),
        "categories": numbers_problem(config.get("categories")),
        "tags": numbers_problem(config.get("tags")),
        "settle_seconds": "" if silence.isdecimal() else "Give whole seconds, or leave it empty.",
        "application_password": "" if password else "Give the application password.",
    }
    for name, choices in CHOICES.items():
        chosen = config.get(name) or next(iter(choices))
        problems[name] = "" if chosen in choices else "Choose one of the list."
    return {name: problem for name, problem in problems.items() if problem}


def site_problem(site: str) -> str:
    """Why this is not the address of a blog, as a sentence; empty when it may be."""
    if problem := url_problem(site):
        return problem
    return "Give the blog's own address, without anything from ? on." if urlsplit(site).query else ""


def user_problem(username: str) -> str:
    """Why nobody can be called so, as a sentence; empty when somebody can: a colon would end the name too soon."""
    return "" if username and ":" not in username else "Give the name that this user logs in with."


def numbers_problem(written: str | None) -> str:
    try:
        numbers_in(written)
    except ValueError:
        return "Give numbers with commas between, such as 3, 14."
    return ""


def numbers_in(written: str | None) -> list[int]:
    """The numbers of a list with commas.

    Raises:
        ValueError: something in it is no number.
    """
    return [int(number) for number in (written or "").split(",") if number.strip()]
