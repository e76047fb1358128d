"""The stand-in for X's page of consent, and the codes that it gives."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from integrations.channels.base import Credentials
from integrations.channels.connecting import Consent, NotGranted
from integrations.channels.x_connection import XConnection
from integrations.channels.x_tokens import token_request
from integrations.http import Request, Response, send
from tests.contracts import XContract
from tests.sandbox_server import RunningSandbox

X = XConnection()
CONSENT = Consent("state", "v" * 43, "http://localhost/return/")


@pytest.fixture
def asking(sandbox: RunningSandbox) -> Credentials:
    """A destination that knows its app."""
    return sandbox.account("x")


def code_for(asking: Credentials, consent: Consent = CONSENT) -> str:
    page = urlsplit(X.authorize_url(asking, consent))
    chosen = {"asked": page.query, "allow": "meridian_demo"}
    answer = requests.post(page._replace(query="").geturl(), data=chosen, allow_redirects=False, timeout=30)
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def test_a_code_is_good_for_tokens_of_the_account(asking: Credentials) -> None:
    """Whoever knows the verifier gets tokens that work."""
    granted = X.redeem(code_for(asking), CONSENT, asking, send)
    assert (granted.name, granted.config["user_id"]) == ("@meridian_demo", asking.config["user_id"])
    assert granted.secret["access_token"] != asking.secret["access_token"]


def test_what_is_asked_for_is_as_x_describes_it(asking: Credentials, x_contract: XContract) -> None:
    """The scopes and the address of the token endpoint are X's own; who is connected is read as described."""
    flow = x_contract.description["components"]["securitySchemes"]["OAuth2UserToken"]["flows"]["authorizationCode"]
    assert set(X.scopes) <= flow["scopes"].keys()
    assert token_request(Credentials({}, asking.secret, asking.now)).url == flow["tokenUrl"]

    def judged(request: Request) -> Response:
        response = send(request)
        if not request.url.endswith("/2/oauth2/token"):
            x_contract.judge_request(request)
            x_contract.judge_answer(request, response)
        return response

    assert X.redeem(code_for(asking), CONSENT, asking, judged).name == "@meridian_demo"


@pytest.mark.parametrize(
    "consent",
    [Consent("state", "w" * 43, CONSENT.redirect_uri), Consent("state", "v" * 43, "http://localhost/elsewhere/")],
)
def test_a_code_is_nothing_without_its_verifier_and_address(asking: Credentials, consent: Consent) -> None:
    """A stolen code opens nothing (RFC 7636), nor does one that was sent somewhere else."""
    code = code_for(asking)
    with pytest.raises(NotGranted, match="did not accept the code"):
        X.redeem(code, consent, asking, send)


def test_a_code_that_comes_twice_ends_what_came_of_it(asking: Credentials, sandbox: RunningSandbox) -> None:
    """The second use is refused, and the tokens of the first are revoked."""
    code = code_for(asking)
    first = X.redeem(code, CONSENT, asking, send)
    with pytest.raises(NotGranted):
        X.redeem(code, CONSENT, asking, send)
    with sandbox.store.reading() as db:
        assert db.execute("SELECT revoked FROM token WHERE value = ?", (first.secret["access_token"],)).fetchone()[0]


def test_a_code_is_good_for_half_a_minute(asking: Credentials, sandbox: RunningSandbox) -> None:
    """After that the person begins again."""
    code = code_for(asking)
    with sandbox.store.writing() as db:
        db.execute("UPDATE code SET expires_at = 0")
    with pytest.raises(NotGranted, match="30 seconds"):
        X.redeem(code, CONSENT, asking, send)


def test_less_than_was_asked_for_is_not_enough(asking: Credentials, sandbox: RunningSandbox) -> None:
    """Without a refresh token all would be over in two hours: the person is told what is missing."""
    code = code_for(asking)
    with sandbox.store.writing() as db:
        db.execute("UPDATE code SET scope = 'tweet.read tweet.write users.read'")
    with pytest.raises(NotGranted, match=r"media\.write, offline\.access is missing"):
        X.redeem(code, CONSENT, asking, send)


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "other"},
        {"redirect_uri": "https://example.org/"},
        {"response_type": "token"},
        {"state": ""},
        {"code_challenge_method": "plain"},
        {"code_challenge": "short"},
        {"scope": "tweet.read everything"},
    ],
)
def test_odd_requests_are_not_put_to_anybody(asking: Credentials, change: dict[str, str]) -> None:
    """Neither is the page shown, nor is a code given."""
    page = urlsplit(X.authorize_url(asking, CONSENT))
    query = urlencode({**{name: values[0] for name, values in parse_qs(page.query).items()}, **change})
    address = page._replace(query="").geturl()
    shown = requests.get(f"{address}?{query}", timeout=30)
    assert (shown.status_code, "Allow" in shown.text) == (400, False)
    chosen = {"asked": query, "allow": "meridian_demo"}
    assert requests.post(address, data=chosen, allow_redirects=False, timeout=30).status_code == 400


def test_the_page_names_accounts_and_scopes(asking: Credentials) -> None:
    """Whoever is asked sees as whom, and for what."""
    page = requests.get(X.authorize_url(asking, CONSENT), timeout=30).text
    assert "Allow as @meridian_demo" in page
    assert all(scope in page for scope in X.scopes)
