"""The one network door: every outbound request leaves through `send`.

A request is one new connection to one vetted address, with one deadline for everything. Nothing is read from the
environment, nothing is followed, nothing is repeated, nothing is remembered.
"""

from integrations.http.contract import Check, DoorError, Request, Response
from integrations.http.door import send
from integrations.http.targets import vet_url

__all__ = ["Check", "DoorError", "Request", "Response", "send", "vet_url"]
