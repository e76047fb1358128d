"""A server on loopback that misbehaves as told, and counts who came.

A behaviour is a function of one connection: it reads and writes as it likes and returns when it has done its worst.
"""

import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self

PATIENCE = 60.0  # seconds, after which a connection that nobody ends is given up


class Visit:
    """One connection as the server sees it."""

    def __init__(self, sock: socket.socket, stopped: threading.Event) -> None:
        self.sock = sock
        self.stopped = stopped

    def request(self) -> bytes:
        """Read one request whole: its head, and as much body as it announces."""
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._some()
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
        )
        while len(body) < length:
            body += self._some()
        return head + b"\r\n\r\n" + body

    def _some(self) -> bytes:
        if piece := self.sock.recv(65536):
            return piece
        raise ConnectionError("the client went away")

    def say(self, data: bytes) -> None:
        self.sock.sendall(data)

    def drip(self, data: bytes, pause: float = 0.05) -> None:
        """Say it byte by byte."""
        for number in range(len(data)):
            self.say(data[number : number + 1])
            self.wait(pause)

    def endlessly(self, data: bytes, pause: float = 0) -> None:
        """Say it again and again."""
        while not self.stopped.wait(pause):
            self.say(data)

    def wait(self, seconds: float = PATIENCE) -> None:
        """Do nothing, without hanging up."""
        self.stopped.wait(seconds)

    def hang_up(self) -> None:
        """End what we say; data that is on its way arrives."""
        self.sock.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Break the connection off."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()


Behaviour = Callable[[Visit], None]


class HostileServer:
    """Listens on a free port while the `with` block runs.

    Args:
        behaviour: what it does to everyone who connects.
        tls: with it, the handshake is done before the behaviour begins.
        address: of this machine.
    """

    def __init__(self, behaviour: Behaviour, tls: ssl.SSLContext | None = None, address: str = "127.0.0.1") -> None:
        self.behaviour, self.tls = behaviour, tls
        self.visits = 0
        self._stopped = threading.Event()
        self._goodbye: Any = None
        self._threads: list[threading.Thread] = []
        self._family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._listener = socket.create_server((address, 0), family=self._family)
        self.port: int = self._listener.getsockname()[1]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._say_goodbye()
        self._stopped.set()
        for thread in self._threads:
            thread.join(PATIENCE)
        self._listener.close()

    def _say_goodbye(self) -> None:
        """Come as the last visitor, so that everyone who came before has been counted."""
        with socket.socket(self._family) as sock:
            sock.bind((self._listener.getsockname()[0], 0))
            self._goodbye = sock.getsockname()
            sock.connect(self._listener.getsockname())
            self._threads[0].join(PATIENCE)

    def _start(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            sock, visitor = self._listener.accept()
            if visitor == self._goodbye:
                sock.close()
                return
            self.visits += 1
            self._start(self._receive, sock)

    def _receive(self, sock: socket.socket) -> None:
        sock.settimeout(PATIENCE)
        with suppress(OSError), sock:  # the client may be gone at any moment
            if not self.tls:
                self.behaviour(Visit(sock, self._stopped))
                return
            with self.tls.wrap_socket(sock, server_side=True) as secured:
                self.behaviour(Visit(secured, self._stopped))


def answering(data: bytes) -> Behaviour:
    """Read the request, say `data`, hang up."""

    def behaviour(visit: Visit) -> None:
        visit.request()
        visit.say(data)
        visit.hang_up()
        visit.wait(0.2)

    return behaviour
