"""The server: one thread a connection, one request a connection, on the loopback address only."""

import socket
import struct
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from integrations.sandbox import facebook_problems, mastodon_problems, wordpress_problems, x_problems
from integrations.sandbox.calls import LONGEST_SILENCE, Answer, Call
from integrations.sandbox.faults import Fault, take_fault
from integrations.sandbox.routes import Route, route
from integrations.sandbox.store import Store, TooLateError

LONGEST_BODY = 16 * 1024 * 1024
PROBLEMS: dict[str, Any] = {
    "x": x_problems,
    "facebook": facebook_problems,
    "mastodon": mastodon_problems,
    "wordpress": wordpress_problems,
}
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class DroppedError(Exception):
    """The connection ends without an answer."""


class Sandbox(ThreadingHTTPServer):
    """The stand-ins, listening.

    Args:
        port: on 127.0.0.1; 0 for any free one, to be read from `server_port`.
        data: the file that the stand-ins keep everything in.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, data: Path) -> None:
        self.store = Store(data)
        super().__init__(("127.0.0.1", port), Conversation)


class Conversation(BaseHTTPRequestHandler):
    """One request and its answer, or its end."""

    server: Sandbox
    protocol_version = "HTTP/1.1"
    server_version = "MeridianSandbox"
    timeout = LONGEST_SILENCE

    def setup(self) -> None:
        super().setup()
        self.deadline = time.monotonic() + LONGEST_SILENCE

    def do_GET(self) -> None:
        try:
            self.reply(self.answer())
        except (DroppedError, TooLateError, OSError):
            self.close_connection = True

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the base class looks for these names

    def answer(self) -> Answer:
        path, _, query = self.path.partition("?")
        found = route(self.command, path)
        if self.headers.get("host", "").partition(":")[0] not in {"127.0.0.1", "localhost"}:
            return Answer.of({"error": "This server answers to its own address only."}, 421)
        if isinstance(found, Answer):
            return found
        fault = take_fault(self.server.store, found.target) if found.target else None
        if fault and fault.mode == "refuse_before_read":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            raise DroppedError
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.read_body()
        call = Call(self.command, path, query, headers, body, self.deadline, fault=fault)
        return misbehave(found, call, self.server.store) if fault else found.answer(call, self.server.store)

    def read_body(self) -> bytes:
        written = self.headers.get("content-length", "0")
        length = int(written) if written.isascii() and written.isdigit() else -1
        if not 0 <= length <= LONGEST_BODY or self.headers.get("transfer-encoding"):
            raise DroppedError
        body = self.rfile.read(length)
        if len(body) < length:
            raise DroppedError
        return body

    def reply(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("connection", "close")
        self.send_header("content-length", str(len(answer.body)))
        if answer.body:
            self.send_header("content-type", answer.content_type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the base class calls it so
        """Say nothing: the page shows what came."""


def misbehave(found: Route, call: Call, store: Store) -> Answer:
    """The answer to a request that has a fault to bear.

    Raises:
        DroppedError: there is none.
    """
    fault = call.fault or Fault("")
    if instead := answer_without_effect(fault, found.target):
        return instead
    if fault.mode == "slow":
        time.sleep(min(fault.seconds or 0.0, LONGEST_SILENCE))
    if time.monotonic() > call.deadline:
        raise DroppedError
    answer = found.answer(call, store)
    if fault.mode == "accept_then_drop":
        raise DroppedError
    return Answer.of({"title": "Gateway Timeout"}, 504) if fault.mode == "accept_then_504" else answer


def answer_without_effect(fault: Fault, target: str) -> Answer | None:
    """What is answered instead of doing anything; None when the fault is of another sort."""
    seconds, service = 30.0 if fault.seconds is None else fault.seconds, target.partition("-")[0]
    if service == "hooks":
        limited = Answer(429, headers={"retry-after": f"{seconds:.0f}"})
        return {"401": Answer(401), "429": limited, "503": Answer(503)}.get(fault.mode)
    problems = PROBLEMS[service]
    refusals: dict[str, Answer] = {
        "401": problems.unauthorized(),
        "429": problems.rate_limited(seconds),
        "503": problems.unavailable(),
    }
    if fault.mode == "duplicate_without_post":
        refusals[fault.mode] = problems.duplicate()
    if fault.mode == "402":
        refusals[fault.mode] = problems.credits_depleted()
    return refusals.get(fault.mode)
