"""The sandbox, served by a thread of the test, and what a test wants to know of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from integrations.channels import CHANNELS
from integrations.channels.base import Account
from integrations.sandbox.calls import Call
from integrations.sandbox.connect import demo_destinations
from integrations.sandbox.control import blog_posts, facebook_posts, mastodon_statuses, posts
from integrations.sandbox.faults import add_fault
from integrations.sandbox.hooks import messages
from integrations.sandbox.server import Sandbox
from tests.integrations.channels.samples import account


class RunningSandbox:
    """A sandbox that answers on `address`."""

    def __init__(self, server: Sandbox, data: Path) -> None:
        self.store = server.store
        self.data = data
        self.port = server.server_port
        self.address = f"http://127.0.0.1:{server.server_port}"

    def account(self, channel: str, **changes: Any) -> Account:
        """A newly connected account of the demo destination for `channel`."""
        (found,) = (d for d in demo_destinations(self.port, self.data) if d["channel"] == channel)
        assert CHANNELS[channel].validate(found["config"], found["secret"]) == {}
        return account(config=found["config"], secret=found["secret"], **changes)

    def spoil(self, target: str, mode: str, times: int = 1) -> None:
        add_fault(self.store, target, mode, times)

    def posts(self) -> list[dict[str, Any]]:
        """The posts that stand on the timeline."""
        with self.store.reading() as db:
            return [post for post in posts(db, Call("GET", "/").now) if not post["deleted"]]

    def page_posts(self) -> list[dict[str, Any]]:
        """The posts that stand on a Facebook Page."""
        with self.store.reading() as db:
            return [post for post in facebook_posts(db, Call("GET", "/").now) if not post["deleted"]]

    def statuses(self) -> list[dict[str, Any]]:
        """The statuses that stand on Mastodon."""
        with self.store.reading() as db:
            return [status for status in mastodon_statuses(db, Call("GET", "/").now) if not status["deleted"]]

    def blog_posts(self) -> list[dict[str, Any]]:
        """The posts that stand on the WordPress blog."""
        with self.store.reading() as db:
            return [post for post in blog_posts(db, Call("GET", "/").now) if not post["deleted"]]

    def messages(self) -> list[dict[str, Any]]:
        with self.store.reading() as db:
            return messages(db)


@contextmanager
def running_sandbox(data: Path) -> Iterator[RunningSandbox]:
    """Serve the sandbox from the file `data` while the context lasts."""
    with Sandbox(0, data) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield RunningSandbox(server, data)
        server.shutdown()
        thread.join()
