"""Connecting an account on X: a confidential client asks for a code with PKCE, and exchanges it within 30 seconds."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from integrations.channels.account import Credentials, Send
from integrations.channels.answers import RefusalError
from integrations.channels.connecting import Connection, Consent, Grant, NotGranted
from integrations.channels.x_requests import api_request, ask, web_url
from integrations.channels.x_tokens import token_request, tokens_in


class XConnection(Connection):
    """Whoever is logged in on X is asked there, and posts in the account's name from then on."""

    service = "X"
    # Without `offline.access` X gives no refresh token, and two hours later all is over.
    scopes = ("tweet.read", "tweet.write", "users.read", "media.write", "offline.access")

    def why_not(self, asking: Credentials) -> str:
        missing = [name for name in ("client_id", "client_secret") if not asking.secret.get(name)]
        return "Give the client ID and the client secret of your app on X first, and save." if missing else ""

    def authorize_url(self, asking: Credentials, consent: Consent) -> str:
        query = {
            "response_type": "code",
            "client_id": asking.secret["client_id"],
            "redirect_uri": consent.redirect_uri,
            "scope": " ".join(self.scopes),
            "state": consent.state,
            "code_challenge": consent.challenge,
            "code_challenge_method": "S256",
        }
        return f"{web_url(asking)}/i/oauth2/authorize?{urlencode(query)}"

    def redeem(self, code: str, consent: Consent, asking: Credentials, send: Send) -> Grant:
        answer = self._exchange(code, consent, asking, send)
        if lacking := [scope for scope in self.scopes if scope not in str(answer.get("scope", "")).split()]:
            raise NotGranted(f"X gave less than was asked for; {', '.join(lacking)} is missing. Look at the app on X.")
        tokens = tokens_in(answer, asking.now)
        granted = replace(asking, secret={**asking.secret, **tokens})
        account = ask(api_request("GET", "/2/users/me", granted), granted, send).get("data") or {}
        name, number = f"@{account.get('username', '')}", str(account.get("id", ""))
        if (wanted := str(asking.config.get("user_id") or "")) not in {"", number}:
            raise NotGranted(
                f"You are logged in to X as {name} (number {number}), and this destination posts as number {wanted}. "
                "Log in to X with that account, or add a destination for this one."
            )
        return Grant(name, {"user_id": number, "connected_as": name}, tokens)

    @staticmethod
    def _exchange(code: str, consent: Consent, asking: Credentials, send: Send) -> Mapping[str, Any]:
        form = {"code": code, "redirect_uri": consent.redirect_uri, "code_verifier": consent.verifier}
        try:
            return ask(token_request(asking, grant_type="authorization_code", **form), asking, send)
        except RefusalError as refusal:
            if refusal.status == 401:
                raise NotGranted("X does not know this client ID with this client secret.") from refusal
            if refusal.status == 400:
                raise NotGranted(
                    "X did not accept the code; it is good for 30 seconds. Connect once more."
                ) from refusal
            raise
