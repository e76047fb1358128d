"""X's tokens (OAuth 2.0): an access token is good for two hours, and a refresh token once."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from integrations.channels.account import Account, Credentials
from integrations.channels.answers import RefusalError
from integrations.channels.base import Outcome, Send, Verdict
from integrations.channels.x_requests import ask, base_url
from integrations.http import Request

EXPIRY_MARGIN = timedelta(minutes=2)  # a token must outlive the attempt it is used in
USUAL_LIFE = 7200  # seconds
USED_UP = "X does not accept the refresh token; it works once, and an answer of X may have been lost"
AGAIN = "connect the account again"


def have_tokens(account: Account, send: Send) -> Verdict:
    """Renew the access token if it is about to expire, or was called expired and nobody has renewed it since."""
    held, account.secret = account.secret.get("access_token"), account.load_secret()
    if not account.secret.get("access_token"):
        return Verdict(Outcome.AUTH_REVOKED, "No account is connected yet: connect one")
    changed = account.secret["access_token"] != held
    if expires_soon(account) or (account.renew and not changed):
        return renew_tokens(account, send)
    return Verdict(Outcome.OK)


def expires_soon(account: Account) -> bool:
    expires_at = account.secret.get("expires_at")
    return expires_at is not None and account.now + EXPIRY_MARGIN >= datetime.fromtimestamp(expires_at, UTC)


def renew_tokens(account: Account, send: Send) -> Verdict:
    """Trade the refresh token for a new pair, and store it before it is used: a refresh token works once only."""
    refresh_token = account.secret.get("refresh_token")
    if not refresh_token:
        return Verdict(Outcome.AUTH_REVOKED, f"The access token has expired and there is no refresh token: {AGAIN}")
    try:
        answer = ask(token_request(account, grant_type="refresh_token", refresh_token=refresh_token), account, send)
    except RefusalError as refusal:
        if refusal.status in {400, 401}:
            return Verdict(Outcome.AUTH_REVOKED, f"{USED_UP}: {AGAIN}")
        return refusal.verdict
    renewed = {**account.secret, "refresh_token": refresh_token, **tokens_in(answer, account.now)}
    account.save_secret(renewed)
    account.secret = renewed
    return Verdict(Outcome.OK, "Access token renewed")


def tokens_in(answer: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What is kept of an answer with tokens."""
    kept = {name: answer[name] for name in ("access_token", "refresh_token") if answer.get(name)}
    return {**kept, "expires_at": int(now.timestamp()) + int(answer.get("expires_in", USUAL_LIFE))}


def token_request(credentials: Credentials, **form: str) -> Request:
    """Ask for tokens in exchange for what `form` holds."""
    secret = credentials.secret
    headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
    if secret.get("client_secret"):
        pair = b64encode(f"{secret['client_id']}:{secret['client_secret']}".encode()).decode()
        headers["authorization"] = f"Basic {pair}"
    body = urlencode({**form, "client_id": secret["client_id"]}).encode()
    return Request("POST", base_url(credentials) + "/2/oauth2/token", headers, body)
