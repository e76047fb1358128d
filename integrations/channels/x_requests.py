"""Requests to X's API."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from integrations.channels.account import Account, Credentials
from integrations.channels.answers import RefusalError, final_answer
from integrations.channels.base import Outcome, Send, Verdict
from integrations.channels.x_answers import complete_answer
from integrations.http import Request

API = "https://api.x.com"
WEB = "https://x.com"
PAGE_SIZE = 5  # the least X allows: an answer must fit into the 16 KiB the network door keeps
MOST_PAGES = 200


def timeline(account: Account, since: datetime, send: Send) -> Iterator[Mapping[str, Any]]:
    """The account's posts from `since` on, the newest first, to the last page.

    Raises:
        RefusalError: a page could not be read whole, so that nothing can be said of what is missing.
    """
    query = {"max_results": str(PAGE_SIZE), "post.fields": "entities", "start_time": f"{since.astimezone(UTC):%FT%TZ}"}
    for _ in range(MOST_PAGES):
        path = f"/2/users/{account.config['user_id']}/tweets?{urlencode(query)}"
        page = ask(api_request("GET", path, account), account, send)
        if page.get("errors"):
            raise RefusalError(Verdict(Outcome.TRANSIENT, "X left something out of the timeline"))
        yield from page.get("data") or []
        following = (page.get("meta") or {}).get("next_token")
        if not following:
            return
        query["pagination_token"] = following
    raise RefusalError(Verdict(Outcome.TRANSIENT, f"The timeline has more than {MOST_PAGES} pages"))


def ask(request: Request, credentials: Credentials, send: Send) -> dict[str, Any]:
    """The whole JSON answer to a request that may be repeated.

    Raises:
        RefusalError: any other answer, or none.
    """
    return complete_answer(final_answer(request, send), credentials.now)


def api_request(method: str, path: str, credentials: Credentials, body: bytes = b"") -> Request:
    headers = {"accept": "application/json", "authorization": f"Bearer {credentials.secret['access_token']}"}
    if body:
        headers["content-type"] = "application/json"
    return Request(method, base_url(credentials) + path, headers, body)


def base_url(credentials: Credentials) -> str:
    return (credentials.config.get("base_url") or API).rstrip("/")


def web_url(credentials: Credentials) -> str:
    return (credentials.config.get("web_url") or WEB).rstrip("/")


def post_url(account: Account, post_id: str) -> str:
    return f"{web_url(account)}/i/web/status/{post_id}"
