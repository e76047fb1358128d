"""The stand-in for Facebook's dialog, its codes and the tokens of persons."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from integrations.channels.answers import RefusalError
from integrations.channels.base import Credentials
from integrations.channels.connecting import Consent, NotGranted
from integrations.channels.facebook_connection import FacebookConnection, access_token
from integrations.channels.facebook_requests import API, VERSION, WEB, api_request
from integrations.http import send
from integrations.sandbox.facebook_tokens import SCOPES
from tests.integrations.channels.samples import CONFIGS, NOW, SECRETS
from tests.sandbox_server import RunningSandbox

FACEBOOK = FacebookConnection()
CONSENT = Consent("state", "v" * 43, "http://localhost/return/")


@pytest.fixture
def asking(sandbox: RunningSandbox) -> Credentials:
    """A destination that knows its app and its Page."""
    return sandbox.account("facebook")


def code_for(asking: Credentials) -> str:
    parts = urlsplit(FACEBOOK.authorize_url(asking, CONSENT))
    chosen = {"asked": parts.query, "page": asking.config["page_id"], "scope": SCOPES, "allow": "yes"}
    answer = requests.post(parts._replace(query="").geturl(), data=chosen, allow_redirects=False, timeout=30)
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def test_the_dialog_is_asked_as_meta_says() -> None:
    """A versioned address on Facebook's site with app, callback, state and permissions; secrets are in none."""
    asking = Credentials(CONFIGS["facebook"], SECRETS["facebook"], NOW)
    address = urlsplit(FACEBOOK.authorize_url(asking, CONSENT))
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{WEB}/{VERSION}/dialog/oauth"
    query = {name: value for name, (value,) in parse_qs(address.query).items()}
    assert (query["client_id"], query["redirect_uri"], query["state"]) == ("7", CONSENT.redirect_uri, "state")
    assert set(query["scope"].split(",")) == {"pages_show_list", "pages_manage_posts", "pages_read_engagement"}
    assert "hush" not in address.query
    assert API != WEB


def test_a_code_is_good_once(asking: Credentials) -> None:
    """It gives the Page's own token; a second time it gives nothing."""
    code = code_for(asking)
    assert FACEBOOK.redeem(code, CONSENT, asking, send).secret == {"access_token": asking.secret["access_token"]}
    with pytest.raises(NotGranted, match="did not accept the code"):
        FACEBOOK.redeem(code, CONSENT, asking, send)


@pytest.mark.parametrize("change", ["UPDATE facebook_code SET expires_at = 0", "UPDATE facebook_code SET app_id = '1'"])
def test_a_code_that_is_old_or_another_app_s_is_refused(
    asking: Credentials, sandbox: RunningSandbox, change: str
) -> None:
    """As one is that was sent to another address."""
    code = code_for(asking)
    with sandbox.store.writing() as db:
        db.execute(change)
    with pytest.raises(NotGranted):
        FACEBOOK.redeem(code, CONSENT, asking, send)
    with pytest.raises(NotGranted):
        FACEBOOK.redeem(code_for(asking), Consent("state", "", "http://localhost/elsewhere/"), asking, send)


def test_a_person_s_token_ends(asking: Credentials, sandbox: RunningSandbox) -> None:
    """It can be made to last while it is good, and not afterwards."""
    short = access_token(asking, send, code=code_for(asking), redirect_uri=CONSENT.redirect_uri)
    lasting = access_token(asking, send, grant_type="fb_exchange_token", fb_exchange_token=short)
    with sandbox.store.writing() as db:
        ends = [row["expires_at"] for row in db.execute("SELECT expires_at FROM facebook_person ORDER BY expires_at")]
        db.execute("UPDATE facebook_person SET expires_at = 0")
    assert ends[1] - ends[0] > 50 * 24 * 60 * 60
    with pytest.raises(RefusalError) as refused:
        access_token(asking, send, grant_type="fb_exchange_token", fb_exchange_token=lasting)
    assert refused.value.status == 401


@pytest.mark.parametrize(
    "changes,said",
    [
        ({"client_id": "1"}, "No app"),
        ({"redirect_uri": "https://evil.example.org/"}, "on this machine"),
        ({"response_type": "token"}, "must be code"),
        ({"scope": "email"}, "must be of"),
    ],
)
def test_a_request_that_facebook_would_not_show_is_refused(
    asking: Credentials, changes: dict[str, str], said: str
) -> None:
    """No dialog, no code, and nobody is led anywhere."""
    parts = urlsplit(FACEBOOK.authorize_url(asking, CONSENT))
    query = {**{name: value for name, (value,) in parse_qs(parts.query).items()}, **changes}
    page = requests.get(parts._replace(query="").geturl(), params=query, timeout=30)
    assert (page.status_code, said in page.text) == (400, True)


def test_pages_are_listed_to_whoever_proves_the_app(asking: Credentials) -> None:
    """Neither a Page's token nor one without the proof opens the list."""
    assert send(api_request("GET", "me/accounts", asking)).status == 401
