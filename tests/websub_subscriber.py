"""Somebody who subscribes to feeds, as the WebSub recommendation says, and believes nothing that is not signed."""

import hmac
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from requests.utils import parse_header_links

from tests.services import NEVER

SECRET = "between the hub and me"


class Subscriber(ThreadingHTTPServer):
    """Answers at a callback of its own for each feed while the `with` block runs.

    Attributes:
        heard: what was pushed, by feed, the oldest first.
        forged: how many pushes had no right signature.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Callback)
        self.heard: dict[str, list[str]] = {}
        self.forged = 0

    def __enter__(self) -> Self:
        self._thread = Thread(target=self.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def subscribe(self, feed: str) -> str:
        """Subscribe at the hub that a feed names (sections 4 and 5); returns by what the feed names itself."""
        links = {
            link["rel"]: link["url"] for link in parse_header_links(requests.get(feed, timeout=NEVER).headers["Link"])
        }
        topic = links["self"]
        callback = f"http://127.0.0.1:{self.server_port}/?{urlencode({'topic': topic})}"
        asked = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": callback, "hub.secret": SECRET}
        answer = requests.post(links["hub"], asked, timeout=NEVER)
        assert (answer.status_code, topic in self.heard) == (202, True)
        return topic


class Callback(BaseHTTPRequestHandler):
    """Where the hub asks whether the subscription is meant, and pushes to."""

    server: Subscriber

    def do_GET(self) -> None:
        """Confirm what was asked for (section 5.3)."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        meant = query["topic"] == query["hub.topic"]
        self.server.heard.setdefault(query["topic"], [])
        self._answer(200 if meant else 404, query["hub.challenge"])

    def do_POST(self) -> None:
        """Take what is signed with our secret (section 7.1); the rest is answered alike, and left."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        algorithm, _, signature = self.headers.get("X-Hub-Signature", "").partition("=")
        if algorithm and hmac.compare_digest(hmac.new(SECRET.encode(), body, algorithm).hexdigest(), signature):
            (topic,) = parse_qs(urlsplit(self.path).query)["topic"]
            self.server.heard[topic].append(body.decode())
        else:
            self.server.forged += 1
        self._answer(200, "")

    def _answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: Any) -> None:
        """Say nothing on the terminal."""
