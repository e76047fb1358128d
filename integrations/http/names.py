"""Looking names up: with a time limit, which the system's resolver does not have, and without search domains."""

import os
import socket
import threading
from concurrent.futures import Future
from ipaddress import IPv4Address, ip_address

from integrations.http.addresses import Address, address_of

SECONDS = 3.0
MOST_AT_ONCE = 32


def addresses_of(host: str, seconds: float = SECONDS) -> list[Address]:
    """The addresses of a host, in the resolver's order.

    Args:
        host: a name in ASCII or an address.
        seconds: how long to wait, at most 3.

    Raises:
        OSError: the name is unknown, or there was no answer in time.
    """
    try:
        return [address_of(host)]
    except ValueError:
        if host == "localhost":  # RFC 6761, section 6.3: never asked of a name server
            return [IPv4Address("127.0.0.1")]
    return _lookups.ask(host).result(min(seconds, SECONDS))


class Lookups:
    """The look-ups under way: one a name, so that a name that never answers holds one thread and no more."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew: the threads of a parent process do not survive a fork."""
        self._under_way: dict[str, Future[list[Address]]] = {}
        self._lock = threading.Lock()

    def ask(self, host: str) -> Future[list[Address]]:
        with self._lock:
            if answer := self._under_way.get(host):
                return answer
            if len(self._under_way) >= MOST_AT_ONCE:
                raise OSError("too many names are being looked up")
            answer = self._under_way[host] = Future()
        threading.Thread(target=self._answer, args=(host, answer), name=f"look-up {host}", daemon=True).start()
        return answer

    def _answer(self, host: str, answer: Future[list[Address]]) -> None:
        try:
            # The final dot keeps the resolver from trying the name inside our own search domains.
            found = socket.getaddrinfo(f"{host}.".encode("ascii"), None, type=socket.SOCK_STREAM)
            answer.set_result([ip_address(sockaddr[0]) for *_, sockaddr in found])
        except (OSError, ValueError) as error:
            answer.set_exception(error if isinstance(error, OSError) else OSError(str(error)))
        finally:
            with self._lock:
                del self._under_way[host]


_lookups = Lookups()
os.register_at_fork(after_in_child=_lookups.forget)
