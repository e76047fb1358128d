"""Connecting a Facebook Page: a person consents, and with their access token the Page's own is fetched.

After Meta's "Manually Build a Login Flow" and "Access Token Guide": a code gives a token for an hour or two, that gives
one for two months, and a Page's token that was fetched with the latter does not end by itself. This flow knows no
PKCE; the exchange is proven with the app's secret.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from integrations.channels.account import Credentials, Send
from integrations.channels.answers import RefusalError
from integrations.channels.connecting import Connection, Consent, Grant, NotGranted
from integrations.channels.facebook_requests import VERSION, ask, debug_request, pages_of, token_request, web_url
from integrations.channels.outcomes import Outcome

POSTING = "CREATE_CONTENT"  # the task that a person must have on the Page


class FacebookConnection(Connection):
    """Whoever is logged in on Facebook is asked there, for Pages on which they may create content."""

    service = "Facebook"
    scopes = ("pages_show_list", "pages_manage_posts", "pages_read_engagement")

    def why_not(self, asking: Credentials) -> str:
        if asking.config.get("app_id") and asking.secret.get("app_secret"):
            return ""
        return "Give the number and the secret of your app on Facebook first, and save."

    def authorize_url(self, asking: Credentials, consent: Consent) -> str:
        query = {
            "client_id": asking.config["app_id"],
            "redirect_uri": consent.redirect_uri,
            "state": consent.state,
            "response_type": "code",
            "scope": ",".join(self.scopes),
            "auth_type": "rerequest",  # else Facebook does not ask again for what was once declined
        }
        return f"{web_url(asking)}/{VERSION}/dialog/oauth?{urlencode(query)}"

    def redeem(self, code: str, consent: Consent, asking: Credentials, send: Send) -> Grant:
        try:
            short = access_token(asking, send, code=code, redirect_uri=consent.redirect_uri)
        except RefusalError as refusal:
            if refusal.verdict.outcome is Outcome.REJECTED:
                raise NotGranted("Facebook did not accept the code; it works once. Connect once more.") from refusal
            raise
        lasting = access_token(asking, send, grant_type="fb_exchange_token", fb_exchange_token=short)
        person = replace(asking, secret={**asking.secret, "access_token": lasting})
        self._check_scopes(person, send)
        return chosen(pages_of(person, send), str(asking.config.get("page_id") or ""))

    def _check_scopes(self, person: Credentials, send: Send) -> None:
        token = ask(debug_request(person), send).get("data") or {}
        if lacking := [scope for scope in self.scopes if scope not in (token.get("scopes") or [])]:
            raise NotGranted(
                f"Not everything was allowed: {', '.join(lacking)} is missing. Connect once more, and allow all of it."
            )


def access_token(asking: Credentials, send: Send, **form: str) -> str:
    """A person's access token, for a code or for another token.

    Raises:
        RefusalError: Facebook gave none.
    """
    return str(ask(token_request(asking, **form), send).get("access_token", ""))


def chosen(pages: Iterable[Mapping[str, Any]], wanted: str) -> Grant:
    """The Page that is connected; where none is wanted already, the others beside it.

    Args:
        pages: what the person has allowed us to see.
        wanted: the number of the Page that the destination posts to; empty when it has none yet.

    Raises:
        NotGranted: it is not among them, or they may not create content on any.
    """
    grants = [granted(page) for page in pages if page.get("access_token") and POSTING in (page.get("tasks") or [])]
    if not grants:
        raise NotGranted("You allowed no Page on which you may create content. Connect once more, and choose one.")
    if not wanted:
        return replace(grants[0], others=tuple(grants[1:]))
    found = next((grant for grant in grants if grant.config["page_id"] == wanted), None)
    if found is None:
        names = ", ".join(grant.name for grant in grants)
        raise NotGranted(
            f"This destination posts to the Page with the number {wanted}, and you allowed others: {names}. Choose "
            "that one on Facebook, or add a destination for another Page."
        )
    return found


def granted(page: Mapping[str, Any]) -> Grant:
    config = {"page_id": str(page["id"]), "connected_as": str(page.get("name", ""))}
    return Grant(config["connected_as"], config, {"access_token": str(page["access_token"])})
