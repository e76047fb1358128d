"""One attempt, stage by stage: look the name up, connect, write the request, read the answer."""

import ssl
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from time import monotonic
from typing import ParamSpec, TypeVar

from django.conf import settings

from integrations.faults import reached
from integrations.http.addresses import Address, why_forbidden
from integrations.http.answers import FinalAnswer, read_body
from integrations.http.connection import Connection
from integrations.http.contract import Check, DoorError, Response, printable
from integrations.http.deadlines import Deadline
from integrations.http.names import addresses_of
from integrations.http.targets import Target

MOST_DETAIL = 300  # characters
# The other side may answer, and hang up, before it has read everything: what it said is then there to be read.
HUNG_UP = (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError)

P = ParamSpec("P")
T = TypeVar("T")


class Attempt:
    """What carries one request over one connection and is then thrown away."""

    def __init__(self, target: Target, seconds: float, before_connect: Check, before_first_byte: Check) -> None:
        self.target = target
        self.deadline = Deadline(seconds)
        self.connection = Connection(target, self.deadline)
        self.before_connect = before_connect
        self.before_first_byte = before_first_byte
        self.milliseconds: dict[str, int] = {}

    def send(self, method: str, head: bytes, body: bytes) -> FinalAnswer:
        """Send a request; the answer's body is still to be read.

        Args:
            method: its verb.
            head: its first line and headers, as they are sent.
            body: what follows.

        Raises:
            DoorError: there is no final answer. Whatever the two checks raise passes through unchanged.
        """
        addresses = self._stage("look-up", vetted_addresses, self.target.host, self.deadline)
        self.before_connect()
        reached("before_connect")
        self._stage("connection", self.connection.open, addresses)
        self.before_first_byte()
        reached("before_first_byte")
        self._stage("request", self._write, head, body)
        reached("request_written")
        answer = self._stage("answer", self.connection.answer, method)
        reached("answered")
        return answer

    def _write(self, head: bytes, body: bytes) -> None:
        self.deadline.remaining()
        with suppress(*HUNG_UP):
            self.connection.write(head, body)

    def response(self, answer: FinalAnswer, most_bytes: int) -> Response:
        """The answer with the beginning of its body."""
        with answer:
            body, cut = self._stage("body", read_body, answer, most_bytes)
        headers = [(printable(name), printable(value)) for name, value in answer.fields]
        milliseconds = {**self.milliseconds, "total": sum(self.milliseconds.values())}
        cut = cut or self.deadline.passed
        return Response(answer.status, headers, body, cut, self.connection.peer, milliseconds)

    def close(self) -> None:
        self.connection.release()

    def _stage(self, name: str, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do one stage, time it, and say what went wrong in it."""
        began = monotonic()
        try:
            return do(*args, **kwargs)
        except (OSError, HTTPException, ValueError) as error:
            detail = f"{name}: {self._explain(error)}"
            raise DoorError(detail, written=self.connection.written) from error
        finally:
            self.milliseconds[name] = round((monotonic() - began) * 1000)

    def _explain(self, error: Exception) -> str:
        if self.deadline.passed:
            return f"not finished after {self.deadline.seconds:g} s"
        return printable(str(error) or "timed out", MOST_DETAIL)


def vetted_addresses(host: str, deadline: Deadline) -> list[Address]:
    """The addresses of a host, all of them public.

    Raises:
        DoorError: one of them is not; then the whole name is refused, whatever the others are.
        OSError: the name could not be looked up.
    """
    addresses = addresses_of(host, deadline.remaining())
    for address in addresses:
        if why := why_forbidden(address, allow_loopback=settings.OUTBOUND_ALLOW_LOOPBACK):
            detail = f"{host} leads to {address}, which is not on the public internet ({why})"
            raise DoorError(detail, written=False, refused=True)
    return addresses
