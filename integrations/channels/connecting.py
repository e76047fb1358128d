"""How a person connects an account on the service's own pages: OAuth 2.0 with PKCE (RFC 6749, 7636 and 9700)."""

from abc import ABC, abstractmethod
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar

from integrations.channels.account import Credentials, Send


@dataclass(frozen=True)
class Consent:
    """One request for a person's consent, from the button until the service has answered.

    Args:
        state: what the service gives back, so that nobody else ends what we began.
        verifier: proves at the exchange that it was we who asked; no address ever holds it.
        redirect_uri: where the service sends the person back to.
    """

    state: str
    verifier: str = field(repr=False)
    redirect_uri: str

    @property
    def challenge(self) -> str:
        """What the service is shown of the verifier (RFC 7636, 4.2: S256)."""
        return urlsafe_b64encode(sha256(self.verifier.encode()).digest()).decode().rstrip("=")


@dataclass(frozen=True)
class Grant:
    """What a person has given.

    Args:
        name: of the account, as people know it.
        config, secret: what changes in the destination's settings and secret, by name.
        others: further accounts that were given with it; then the person chooses one.
    """

    name: str
    config: Mapping[str, Any]
    secret: Mapping[str, Any] = field(repr=False)
    others: tuple["Grant", ...] = ()


class NotGranted(Exception):
    """Nothing was given, or not enough; the message says to the person what to do."""


class Connection(ABC):
    """What a channel knows of its service's consent.

    Attributes:
        service: what people call it.
        scopes: what is asked for.
    """

    service: ClassVar[str]
    scopes: ClassVar[tuple[str, ...]]

    @abstractmethod
    def why_not(self, asking: Credentials) -> str:
        """What is missing before the service can be asked, as a sentence; empty when nothing is."""

    @abstractmethod
    def authorize_url(self, asking: Credentials, consent: Consent) -> str:
        """The service's page on which the person consents."""

    @abstractmethod
    def redeem(self, code: str, consent: Consent, asking: Credentials, send: Send) -> Grant:
        """Exchange the code that the person has brought back; it works once.

        Raises:
            NotGranted: the service refused, gave less than was asked for, or for another account.
            RefusalError: there was no answer, or not a whole one.
        """
