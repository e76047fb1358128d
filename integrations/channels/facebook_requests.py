"""Requests to Meta's Graph API."""

import hmac
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from integrations.channels.answers import RefusalError, final_answer
from integrations.channels.base import Account, Credentials, Outcome, Send, Verdict
from integrations.channels.facebook_answers import complete_answer
from integrations.http import Request

VERSION = "v25.0"  # Meta answers to it until 29 July 2028
API = "https://graph.facebook.com"
WEB = "https://www.facebook.com"
POST_FIELDS = "id,message,attachments{unshimmed_url}"
PAGE_SIZE = 5  # posts can be long, and an answer must fit into the 16 KiB the network door keeps
PAGE_FIELDS = "id,name,access_token,tasks"
PAGES_AT_ONCE = 25
MOST_PAGES = 200


def published_posts(account: Account, since: datetime, send: Send) -> Iterator[Mapping[str, Any]]:
    """The Page's posts from `since` on, to the last page of them.

    Raises:
        RefusalError: a page could not be read whole, so that nothing can be said of what is missing.
    """
    query = {"fields": POST_FIELDS, "limit": str(PAGE_SIZE), "since": str(int(since.timestamp()))}
    return entries(f"{account.config['page_id']}/published_posts", query, account, send)


def pages_of(person: Credentials, send: Send) -> Iterator[Mapping[str, Any]]:
    """The Pages that a person with this access token has allowed us to see, each with a token of its own.

    Raises:
        RefusalError: the list could not be read whole.
    """
    return entries("me/accounts", {"fields": PAGE_FIELDS, "limit": str(PAGES_AT_ONCE)}, person, send)


def entries(path: str, query: Mapping[str, str], account: Credentials, send: Send) -> Iterator[Mapping[str, Any]]:
    """Everything on a list; a page of it may be short or empty and not the last.

    Raises:
        RefusalError: a page could not be read whole.
    """
    asked = dict(query)
    for _ in range(MOST_PAGES):
        page = ask(api_request("GET", path, account, asked), send)
        if not isinstance(page.get("data"), list):
            raise RefusalError(Verdict(Outcome.TRANSIENT, "Facebook's answer holds no list"))
        yield from page["data"]
        following = cursor_of(page)
        if not following:
            return
        asked["after"] = following
    raise RefusalError(Verdict(Outcome.TRANSIENT, f"Facebook's list has more than {MOST_PAGES} pages"))


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
        raise RefusalError(Verdict(Outcome.TRANSIENT, "Facebook does not say where its list goes on"))
    return str(after)


def ask(request: Request, send: Send) -> dict[str, Any]:
    """The whole JSON answer to a request that may be repeated.

    Raises:
        RefusalError: any other answer, or none.
    """
    return complete_answer(final_answer(request, send))


def api_request(
    method: str, path: str, account: Credentials, query: Mapping[str, str] | None = None, body: bytes = b""
) -> Request:
    headers = {"accept": "application/json", "authorization": f"Bearer {account.secret['access_token']}"}
    if body:
        headers["content-type"] = "application/json"
    proven = urlencode({**(query or {}), "appsecret_proof": proof(account.secret)})
    return Request(method, f"{base_url(account)}/{VERSION}/{path}?{proven}", headers, body)


def debug_request(account: Credentials) -> Request:
    """What Facebook knows of the access token is told to the app it was given to."""
    app_token = f"{account.config['app_id']}|{account.secret['app_secret']}"
    query = urlencode({"input_token": account.secret["access_token"]})
    headers = {"accept": "application/json", "authorization": f"Bearer {app_token}"}
    return Request("GET", f"{base_url(account)}/{VERSION}/debug_token?{query}", headers)


def proof(secret: Mapping[str, Any]) -> str:
    """That we know the app's secret, without saying it: Meta's `appsecret_proof`, in hexadecimal."""
    return hmac.digest(secret["app_secret"].encode(), secret["access_token"].encode(), "sha256").hex()


def token_request(asking: Credentials, **form: str) -> Request:
    """Ask for a person's access token in exchange for what `form` holds; the app's secret stays out of the address."""
    app = {"client_id": str(asking.config["app_id"]), "client_secret": asking.secret["app_secret"]}
    headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
    address = f"{base_url(asking)}/{VERSION}/oauth/access_token"
    return Request("POST", address, headers, urlencode({**app, **form}).encode())


def base_url(account: Credentials) -> str:
    return (account.config.get("base_url") or API).rstrip("/")


def web_url(account: Credentials) -> str:
    return (account.config.get("web_url") or WEB).rstrip("/")


def post_url(account: Credentials, post_id: str) -> str:
    return f"{web_url(account)}/{post_id}"
