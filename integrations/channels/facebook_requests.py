"""Requests to Meta's Graph API."""

import hmac
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from integrations.channels.answers import RefusalError, final_answer
from integrations.channels.base import Account, Outcome, Send, Verdict
from integrations.channels.facebook_answers import complete_answer
from integrations.http import Request

VERSION = "v25.0"  # Meta answers to it until 29 July 2028
API = "https://graph.facebook.com"
POST_FIELDS = "id,message,attachments{unshimmed_url}"
PAGE_SIZE = 5  # posts can be long, and an answer must fit into the 16 KiB the network door keeps
MOST_PAGES = 200


def published_posts(account: Account, since: datetime, send: Send) -> Iterator[Mapping[str, Any]]:
    """The Page's posts from `since` on, to the last page; a page may be short or empty and not the last.

    Raises:
        RefusalError: a page could not be read whole, so that nothing can be said of what is missing.
    """
    query = {"fields": POST_FIELDS, "limit": str(PAGE_SIZE), "since": str(int(since.timestamp()))}
    for _ in range(MOST_PAGES):
        page = ask(api_request("GET", f"{account.config['page_id']}/published_posts", account, query), send)
        if not isinstance(page.get("data"), list):
            raise RefusalError(Verdict(Outcome.TRANSIENT, "Facebook's answer holds no list of posts"))
        yield from page["data"]
        following = cursor_of(page)
        if not following:
            return
        query["after"] = following
    raise RefusalError(Verdict(Outcome.TRANSIENT, f"The Page has more than {MOST_PAGES} pages of posts"))


def cursor_of(page: Mapping[str, Any]) -> str:
    """Where the next page begins; empty after the last one.

    Raises:
        RefusalError: there is a next page, and no telling where.
    """
    paging = page.get("paging") or {}
    if not paging.get("next"):
        return ""
    after = (paging.get("cursors") or {}).get("after")
    if not after:
        raise RefusalError(Verdict(Outcome.TRANSIENT, "Facebook does not say where the next page of posts begins"))
    return str(after)


def ask(request: Request, send: Send) -> dict[str, Any]:
    """The whole JSON answer to a request that may be repeated.

    Raises:
        RefusalError: any other answer, or none.
    """
    return complete_answer(final_answer(request, send))


def api_request(
    method: str, path: str, account: Account, query: Mapping[str, str] | None = None, body: bytes = b""
) -> Request:
    headers = {"accept": "application/json", "authorization": f"Bearer {account.secret['access_token']}"}
    if body:
        headers["content-type"] = "application/json"
    proven = urlencode({**(query or {}), "appsecret_proof": proof(account.secret)})
    return Request(method, f"{base_url(account)}/{VERSION}/{path}?{proven}", headers, body)


def debug_request(account: Account) -> Request:
    """What Facebook knows of the access token is told to the app it was given to."""
    app_token = f"{account.config['app_id']}|{account.secret['app_secret']}"
    query = urlencode({"input_token": account.secret["access_token"]})
    headers = {"accept": "application/json", "authorization": f"Bearer {app_token}"}
    return Request("GET", f"{base_url(account)}/{VERSION}/debug_token?{query}", headers)


def proof(secret: Mapping[str, Any]) -> str:
    """That we know the app's secret, without saying it: Meta's `appsecret_proof`, in hexadecimal."""
    return hmac.digest(secret["app_secret"].encode(), secret["access_token"].encode(), "sha256").hex()


def base_url(account: Account) -> str:
    return (account.config.get("base_url") or API).rstrip("/")
