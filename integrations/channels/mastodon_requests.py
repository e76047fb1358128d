"""Requests to a Mastodon server."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from integrations.channels.answers import RefusalError, final_answer
from integrations.channels.base import Account, Outcome, Send, Verdict
from integrations.channels.mastodon_answers import complete_answer
from integrations.http import Request

PAGE_SIZE = 10
MOST_PAGES = 100
MOST_BYTES = 256 * 1024  # of an answer; a status comes with the whole profile of its author


def own_number(account: Account, send: Send) -> str:
    """The number of the account in the settings.

    Raises:
        RefusalError: it cannot be asked for, or the token speaks for another account.
    """
    found = ask(api_request("GET", "/api/v1/accounts/verify_credentials", account), account, send)
    if found["username"].lower() != account.config["account"].lower():
        raise RefusalError(Verdict(Outcome.PERMISSION, f"The access token belongs to @{found['username']}"))
    return str(found["id"])


def statuses(account: Account, since: datetime, send: Send) -> Iterator[Mapping[str, Any]]:
    """The account's statuses from `since` on, the newest first; a page may be short and not the last.

    Raises:
        RefusalError: a page could not be read whole, so that nothing can be said of what is missing.
    """
    path = f"/api/v1/accounts/{own_number(account, send)}/statuses"
    query = {"limit": str(PAGE_SIZE), "exclude_reblogs": "true"}
    for _ in range(MOST_PAGES):
        page = ask(api_request("GET", f"{path}?{urlencode(query)}", account), account, send)
        if not isinstance(page, list):
            raise RefusalError(Verdict(Outcome.TRANSIENT, "Mastodon's answer holds no list of statuses"))
        recent = [status for status in page if datetime.fromisoformat(status["created_at"]) >= since]
        yield from recent
        if not page or len(recent) < len(page):
            return
        query["max_id"] = page[-1]["id"]
    raise RefusalError(Verdict(Outcome.TRANSIENT, f"The account has more than {MOST_PAGES} pages of statuses"))


def lacking_scopes(needed: Iterable[str], account: Account, send: Send) -> list[str]:
    """The scopes that the application does not have; none where the server does not tell them (before 4.3).

    Raises:
        RefusalError: it cannot be asked now. A server that refuses a token it has just accepted will never tell.
    """
    try:
        held = ask(api_request("GET", "/api/v1/apps/verify_credentials", account), account, send).get("scopes")
    except RefusalError as refusal:
        if refusal.status in {401, 403, 404}:
            return []
        raise
    return [scope for scope in needed if held and not {scope, scope.partition(":")[0]} & set(held)]


def longest_status(account: Account, send: Send) -> int | None:
    """How many characters the server takes; None where it does not say.

    Raises:
        RefusalError: it cannot be asked.
    """
    told = ask(api_request("GET", "/api/v2/instance", account), account, send)
    most = ((told.get("configuration") or {}).get("statuses") or {}).get("max_characters")
    return int(most) if most else None


def ask(request: Request, account: Account, send: Send) -> Any:
    """The whole JSON answer to a request that may be repeated.

    Raises:
        RefusalError: any other answer, or none.
    """
    return complete_answer(final_answer(request, send), account.now)


def api_request(method: str, path: str, account: Account, body: bytes = b"", **headers: str) -> Request:
    """A request in the account's name; underscores in the names of headers stand for hyphens."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    named = {"accept": "application/json", "authorization": f"Bearer {account.secret['access_token']}", **given}
    if body:
        named.setdefault("content-type", "application/json")
    return Request(method, account.config["server"].rstrip("/") + path, named, body, most_bytes=MOST_BYTES)
