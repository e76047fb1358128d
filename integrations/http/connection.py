"""One connection for one request: to a vetted address, and to nobody else."""

import socket
import ssl
from collections.abc import Sequence
from functools import cache

from integrations.faults import is_watched, reached
from integrations.http.addresses import Address, address_of
from integrations.http.answers import FinalAnswer
from integrations.http.deadlines import Deadline, Watch, reaper
from integrations.http.targets import Target

SHORT = 16 * 1024  # bytes that are copied sooner than sent by themselves


class Connection:
    """A connection that is opened once, ends at its deadline, and remembers whether anything was written.

    Attributes:
        written: whether a byte may have left.
        peer: the address that it leads to.
    """

    def __init__(self, target: Target, deadline: Deadline) -> None:
        self.written = False
        self.peer = ""
        self._target, self._deadline = target, deadline
        self._sock: socket.socket | None = None
        self._watch: Watch | None = None

    def open(self, addresses: Sequence[Address]) -> None:
        """Connect to the first of the addresses that answers.

        Raises:
            OSError: none did, or the other side could not prove who it is.
        """
        self._sock, self.peer = dial(addresses, self._target.port, self._deadline)
        self._watch = reaper.watch(self._sock, self._deadline)
        if self._target.scheme == "https":
            self._sock = tls_context().wrap_socket(self._sock, server_hostname=self._target.host)

    def write(self, head: bytes, body: bytes) -> None:
        """Write a request, a short one in one piece unless a test may stop us in its middle."""
        self.written = True
        if len(body) <= SHORT and not is_watched():
            self._open_sock.sendall(head + body)
            return
        self._open_sock.sendall(head)
        if body:
            reached("mid_request")
            self._open_sock.sendall(body)

    def answer(self, method: str) -> FinalAnswer:
        """The final answer to a request of this method; its body is still to be read.

        Raises:
            OSError, HTTPException: there is none.
        """
        answer = FinalAnswer(self._open_sock, method)
        try:
            answer.begin()
        except BaseException:
            answer.close()
            raise
        return answer

    def release(self) -> None:
        """Close it for good."""
        if self._sock:
            self._sock.close()
        if self._watch:
            self._watch.stop()

    @property
    def _open_sock(self) -> socket.socket:
        if self._sock is None:
            raise OSError("the connection is not open")
        return self._sock


def dial(addresses: Sequence[Address], port: int, deadline: Deadline) -> tuple[socket.socket, str]:
    """Connect to the first address that answers; each gets an equal share of the time that is left."""
    failure = OSError("the name has no address")
    for left, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        try:
            return _dial_one(address, port, deadline.remaining() / left, deadline), str(address)
        except OSError as error:
            failure = error
    raise failure


def _dial_one(address: Address, port: int, patience: float, deadline: Deadline) -> socket.socket:
    sock = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6)
    try:
        sock.settimeout(patience)
        sock.connect((str(address), port))
        if address_of(sock.getpeername()[0]) != address:
            raise OSError("connected to another address than the one asked for")
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        sock.settimeout(deadline.remaining())
    except OSError:
        sock.close()
        raise
    return sock


@cache
def tls_context() -> ssl.SSLContext:
    """Certificates from the system's roots, for the name we asked for; TLS 1.2 or newer."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context
