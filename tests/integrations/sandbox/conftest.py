from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations.channels.base import Send
from integrations.http import Request, Response, send
from tests.contracts import XContract
from tests.mastodon_contract import MastodonContract
from tests.meta_contract import MetaContract
from tests.sandbox_server import RunningSandbox, running_sandbox


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    """The stand-ins, listening on a free port with an empty file."""
    with running_sandbox(tmp_path / "sandbox.sqlite3") as running:
        yield running


@pytest.fixture(scope="session")
def x_contract() -> XContract:
    """X's own description of its API."""
    return XContract()


@pytest.fixture(scope="session")
def meta_contract() -> MetaContract:
    """Meta's own description of its API."""
    return MetaContract()


@pytest.fixture(scope="session")
def mastodon_contract() -> MastodonContract:
    """Mastodon's API as it is described."""
    return MastodonContract()


@pytest.fixture
def judged_send(x_contract: XContract) -> Send:
    """The network door; every request through it and every answer is held against X's description."""
    return judged_by(x_contract)


@pytest.fixture
def send_to_facebook(meta_contract: MetaContract) -> Send:
    """The network door; every request through it and every answer is held against Meta's specs."""
    return judged_by(meta_contract)


@pytest.fixture
def send_to_mastodon(mastodon_contract: MastodonContract) -> Send:
    """The network door; every request through it and every answer is held against Mastodon's description."""
    return judged_by(mastodon_contract)


def judged_by(judge: XContract | MetaContract | MastodonContract) -> Send:
    def judged(request: Request) -> Response:
        judge.judge_request(request)
        response = send(request)
        judge.judge_answer(request, response)
        return response

    return judged
