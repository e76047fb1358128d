"""The library `svix` takes what our webhooks send, over a real connection, and nothing else."""

from pathlib import Path

import pytest
from svix.webhooks import Webhook, WebhookVerificationError

from integrations.channels import channel
from integrations.channels.base import Outcome
from integrations.http import Request, Response, send
from integrations.signing import new_private_key, new_secret
from tests.integrations.channels.samples import MESSAGE
from tests.sandbox_server import running_sandbox

WEBHOOK = channel("webhook")


@pytest.fixture
def sent(tmp_path: Path) -> tuple[Request, str]:
    """A message that has arrived in the middle of a rotation, and the secret that its receiver knows."""
    requests: list[Request] = []

    def kept(request: Request) -> Response:
        requests.append(request)
        return send(request)

    with running_sandbox(tmp_path / "sandbox.sqlite3") as sandbox:
        account = sandbox.account("webhook")
        (secret,) = account.secret["signing_secrets"]
        account.secret = {"signing_secrets": [new_secret(), new_private_key(), secret]}
        payload = WEBHOOK.compose(MESSAGE, account.config, "")
        assert WEBHOOK.commit(payload, MESSAGE, account, kept).outcome is Outcome.OK
    return requests[0], secret


def test_it_takes_what_was_sent(sent: tuple[Request, str]) -> None:
    """With the one secret that it knows of three."""
    request, secret = sent
    Webhook(secret).verify(request.body, dict(request.headers))


@pytest.mark.parametrize("changes", [{"webhook-id": "msg_other"}, {"webhook-timestamp": "1795370400"}, {}])
def test_it_refuses_what_was_changed(sent: tuple[Request, str], changes: dict[str, str]) -> None:
    """Another id, another time or another body."""
    request, secret = sent
    body = request.body if changes else request.body + b" "
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body, {**request.headers, **changes})


def test_it_refuses_another_s_signature(sent: tuple[Request, str]) -> None:
    """What was signed with other secrets only."""
    request, _secret = sent
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(request.body, dict(request.headers))
