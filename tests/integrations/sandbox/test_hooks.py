import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from integrations.channels import channel
from integrations.channels.base import Account, Outcome
from integrations.http import Request, Response, send
from integrations.signing import new_secret
from tests.integrations.channels.samples import MESSAGE
from tests.sandbox_server import RunningSandbox

WEBHOOK = channel("webhook")


def deliver(account: Account) -> Outcome:
    payload = WEBHOOK.compose(MESSAGE, account.config, "")
    return WEBHOOK.commit(payload, MESSAGE, account, send).outcome


def test_signed_webhook_is_verified_and_kept(sandbox: RunningSandbox) -> None:
    """The receiver keeps the id, the body and that the signature was right."""
    assert deliver(sandbox.account("webhook")) is Outcome.OK
    (message,) = sandbox.messages()
    assert (message["message_id"], message["verified"], message["arrivals"]) == (MESSAGE.id, True, 1)
    assert message["body"]["data"]["uid"] == MESSAGE.uid


def test_repeats_of_one_message_are_counted(sandbox: RunningSandbox) -> None:
    """A message that comes twice is one message that arrived twice, with one body."""
    account = sandbox.account("webhook")
    assert [deliver(account), deliver(account)] == [Outcome.OK, Outcome.OK]
    (message,) = sandbox.messages()
    assert (message["arrivals"], message["bodies"], message["verified"]) == (2, 1, True)


def test_wrong_secret_is_noticed(sandbox: RunningSandbox) -> None:
    """A webhook signed with another secret is refused and shown as not verified."""
    stranger = replace(sandbox.account("webhook"), secret={"signing_secrets": [new_secret()]})
    assert deliver(stranger) is Outcome.TRANSIENT
    (message,) = sandbox.messages()
    assert not message["verified"]
    assert message["problem"] == "None of the signatures is right."


def test_two_secrets_while_one_replaces_the_other(sandbox: RunningSandbox) -> None:
    """The receiver finds the signature it knows among several."""
    account = sandbox.account("webhook")
    rotating = [new_secret(), *account.secret["signing_secrets"]]
    assert deliver(replace(account, secret={"signing_secrets": rotating})) is Outcome.OK


def test_old_timestamp_is_refused(sandbox: RunningSandbox) -> None:
    """A message signed an hour ago may be a replay."""
    account = replace(sandbox.account("webhook"), now=datetime.now(UTC) - timedelta(hours=1))
    assert deliver(account) is Outcome.TRANSIENT
    assert sandbox.messages()[0]["problem"] == "webhook-timestamp is too far from now."


def call(sandbox: RunningSandbox, method: str, path: str, content: bytes = b"{}") -> Response:
    return send(Request(method, sandbox.address + path, {"content-type": "application/json"}, content))


def test_more_receivers_can_be_opened(sandbox: RunningSandbox) -> None:
    """A receiver opened on request has its own secret, and keeps it."""
    first, again = (json.loads(call(sandbox, "POST", "/sandbox/hooks/second").body) for _ in range(2))
    assert first == again
    account = sandbox.account("webhook")
    account.config = {"url": sandbox.address + first["path"]}
    assert deliver(account) is Outcome.TRANSIENT
    assert deliver(replace(account, secret={"signing_secrets": [first["secret"]]})) is Outcome.OK


def test_unknown_receiver_is_a_404(sandbox: RunningSandbox) -> None:
    """Nothing is kept for a receiver that nobody opened."""
    assert call(sandbox, "POST", "/hooks/nobody").status == 404
    assert sandbox.messages() == []


def test_request_without_signature_is_refused(sandbox: RunningSandbox) -> None:
    """An unsigned POST is answered 401."""
    sandbox.account("webhook")
    assert call(sandbox, "POST", "/hooks/demo").status == 401
