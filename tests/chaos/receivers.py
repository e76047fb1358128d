"""The receivers of a campaign's webhooks: quick, slow, failing or hanging, with or without TLS; they remember all."""

import asyncio
import json
import ssl
import time
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from threading import Thread

from standardwebhooks import Webhook, WebhookVerificationError

from tests.authority import Authority
from tests.chaos.records import Arrival

MANNERS = ("quick", "slow", "failing", "hanging")
DEAF = "deaf"  # hangs every time
SLOWNESS = 0.3  # seconds
EACH = 10  # a failing or hanging receiver does so every tenth time
SILENCE = 5.0  # seconds without a word after which a connection is dropped: shorter than a lease, as servers are
WENT_AWAY = (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, ssl.SSLError)
ACCEPTED, UNAVAILABLE = b"204 No Content", b"503 Service Unavailable"
ANSWER = b"HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def manner_of(name: str) -> str:
    """The manner of a receiver is the beginning of its name."""
    return name.partition("-")[0]


class Receivers:
    """All receivers of one campaign, told apart by the path they are posted to.

    Args:
        secrets: the signing secret of each, by its name.

    Attributes:
        arrivals: every whole request.
        most_at_once: how many requests a receiver was seen to work at, at the most.
        ports: without and with TLS, once it runs.
    """

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self.arrivals: list[Arrival] = []
        self.most_at_once: dict[str, int] = dict.fromkeys(secrets, 0)
        self.ports: tuple[int, int] = (0, 0)
        self._verifiers = {name: Webhook(secret) for name, secret in secrets.items()}
        self._at_once = dict.fromkeys(secrets, 0)
        self._times = dict.fromkeys(secrets, 0)
        self._answered = dict.fromkeys(secrets, 0)

    async def open(self, context: ssl.SSLContext) -> None:
        self._servers = [
            await asyncio.start_server(self._converse, "127.0.0.1", 0, ssl=tls, backlog=200) for tls in (None, context)
        ]
        plain, secure = (server.sockets[0].getsockname()[1] for server in self._servers)
        self.ports = plain, secure

    async def close(self) -> None:
        """Open to nobody any more, and wait until those who are there have gone."""
        for server in self._servers:
            server.close()
        conversations = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*conversations)

    def address(self, name: str) -> str:
        """Where a receiver is posted to: every other one of a manner speaks TLS."""
        plain, secure = self.ports
        even = int(name.rpartition("-")[2]) % 2 == 0
        return f"https://localhost:{secure}/{name}" if even else f"http://127.0.0.1:{plain}/{name}"

    async def _converse(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(*WENT_AWAY):
            async with asyncio.timeout(SILENCE):
                name, headers, body = await _request(reader)
            self._at_once[name] += 1
            self.most_at_once[name] = max(self.most_at_once[name], self._at_once[name])
            try:
                await self._treat(name, headers, body, reader, writer)
            finally:
                self._at_once[name] -= 1
        with suppress(*WENT_AWAY):
            writer.close()
            await writer.wait_closed()

    async def _treat(
        self, name: str, headers: Mapping[str, str], body: bytes, reader: StreamReader, writer: StreamWriter
    ) -> None:
        self._times[name] += 1
        manner = manner_of(name)
        turn = manner == DEAF or self._times[name] % EACH == 0
        accepted = not (turn and manner in {"failing", "hanging", DEAF})
        self.arrivals.append(self._arrival(name, headers, body, accepted))
        if manner == "slow":
            await asyncio.sleep(SLOWNESS)
        if turn and manner in {"hanging", DEAF}:
            async with asyncio.timeout(None if manner == DEAF else SILENCE):
                await reader.read()
            return
        self._answered[name] += 1
        writer.write(ANSWER % (ACCEPTED if accepted else UNAVAILABLE))
        await writer.drain()

    def _arrival(self, name: str, headers: Mapping[str, str], body: bytes, accepted: bool) -> Arrival:
        data, problem = json.loads(body)["data"], ""
        try:
            self._verifiers[name].verify(body, dict(headers))
        except WebhookVerificationError as error:
            problem = str(error)
        return Arrival(
            receiver=name,
            message_id=headers["webhook-id"],
            document=(data["uid"].replace("-", ""), data["version"]),
            number=data["cursor"],
            digest=sha256(body).hexdigest(),
            at=time.time(),
            accepted=accepted,
            problem=problem,
            at_once=self._at_once[name],
            answered=self._answered[name],
        )


async def _request(reader: StreamReader) -> tuple[str, dict[str, str], bytes]:
    """The receiver's name, headers and body of one request."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    body = await reader.readexactly(int(headers["content-length"]))
    return first.split()[1].strip("/"), headers, body


@contextmanager
def receiving(secrets: Mapping[str, str], authority: Authority) -> Iterator[Receivers]:
    """Receivers that answer during the block, in a thread of their own."""
    receivers, loop = Receivers(secrets), asyncio.new_event_loop()
    loop.run_until_complete(receivers.open(authority.server_for("localhost")))
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield receivers
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.run_until_complete(receivers.close())
    loop.close()
