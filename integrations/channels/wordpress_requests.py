"""Requests to a WordPress blog."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from integrations.channels.answers import RefusalError, final_answer
from integrations.channels.base import Account, Outcome, Send, Verdict
from integrations.channels.wordpress_answers import complete_answer
from integrations.http import Request

SHOWN = "id,slug,status,link"  # a post comes with all that was written otherwise, twice
MOST_BYTES = 64 * 1024  # of an answer; a user comes with a list of everything that one may do
EVERY_STATUS = "publish,future,draft,pending,private,trash"


def find(kind: str, slug: str, account: Account, send: Send) -> list[Mapping[str, Any]]:
    """What stands on the blog under a slug, wherever its people have put it since.

    It is asked as the user (`context=edit`), so that a blog which does not recognise the user refuses instead of
    showing strangers nothing.

    Args:
        kind: posts or media.

    Raises:
        RefusalError: it could not be read whole, so that nothing can be said of what is missing.
    """
    query = {"slug": slug, "context": "edit"}
    if kind == "posts":
        # What is in the trash has its slug changed, so that the slug is free again.
        query |= {"slug": f"{slug},{slug}__trashed", "status": EVERY_STATUS}
    found = ask(api_request("GET", f"/wp/v2/{kind}", account, query), account, send)
    if not isinstance(found, list):
        raise RefusalError(Verdict(Outcome.TRANSIENT, "The blog's answer holds no list"))
    return found


def lacking(needed: Mapping[str, str], account: Account, send: Send) -> list[str]:
    """What the user may not do.

    Args:
        needed: in words for people, by WordPress's name for it.

    Raises:
        RefusalError: it cannot be asked.
    """
    query = {"context": "edit", "_fields": "id,capabilities"}
    user = ask(api_request("GET", "/wp/v2/users/me", account, query), account, send)
    may = user.get("capabilities") if isinstance(user, dict) else None
    if not isinstance(may, dict):
        raise RefusalError(Verdict(Outcome.TRANSIENT, "The blog does not say what the user may do"))
    return [words for name, words in needed.items() if not may.get(name)]


def ask(request: Request, account: Account, send: Send) -> Any:
    """The whole JSON answer to a request that may be repeated.

    Raises:
        RefusalError: any other answer, or none.
    """
    return complete_answer(final_answer(request, send), account.now)


def api_request(
    method: str,
    route: str,
    account: Account,
    query: Mapping[str, str] | None = None,
    body: bytes = b"",
    content_type: str = "application/json",
) -> Request:
    """A request in the user's name.

    Args:
        route: of WordPress's API, such as /wp/v2/posts.
        query: what is asked besides; of the answer, by default as much as says what has become of a post.
    """
    headers = {"accept": "application/json", "authorization": f"Basic {credentials(account)}"}
    if body:
        headers["content-type"] = content_type
    address = api_address(account.config, route, {"_fields": SHOWN, **(query or {})})
    return Request(method, address, headers, body, most_bytes=MOST_BYTES)


def api_address(config: Mapping[str, Any], route: str, query: Mapping[str, str]) -> str:
    """Where a route is. Where permalinks are plain, WordPress reads it from the query."""
    site = config["site"].rstrip("/")
    if config.get("routes") == "plain":
        return f"{site}/?{urlencode({'rest_route': route, **query}, safe='/,')}"
    return f"{site}/wp-json{route}?{urlencode(query, safe=',')}"


def credentials(account: Account) -> str:
    """Name and application password as HTTP's basic authentication wants them (RFC 7617)."""
    return b64encode(f"{account.config['username']}:{account.secret['application_password']}".encode()).decode()
