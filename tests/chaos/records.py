"""What a campaign leaves on record, each from somebody who saw it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Document = tuple[str, int]  # uid and version: what a change is known by to those who hear of it


@dataclass(frozen=True)
class Injury:
    """Something that was done to a process or a server.

    Args:
        kind: "kill", "freeze" and so on.
        point: where the process was; empty for a server.
        victim: the process, as the database knows it; empty for a server.
        at: seconds since 1970 at which it was noticed.
    """

    kind: str
    point: str = ""
    victim: str = ""
    at: float = 0.0

    def __str__(self) -> str:
        return f"{self.kind} at {self.point}" if self.point else self.kind


@dataclass(frozen=True)
class Arrival:
    """A whole request that has come to a receiver.

    Args:
        number: the receiver's own number of the message, which tells it of a loss.
        digest: of the body.
        accepted: whether the receiver took it, so that it should not come again.
        problem: why the receiver does not believe it; empty when it does.
        at_once: how many requests the receiver was at work on, with this one.
        answered: how many it had answered before.
    """

    receiver: str
    message_id: str
    document: Document
    number: int
    digest: str
    at: float
    accepted: bool = True
    problem: str = ""
    at_once: int = 1
    answered: int = 0


@dataclass(frozen=True)
class Move:
    """A delivery's step from one state to another, as the database itself noted it.

    Args:
        by: the process that made it.
    """

    delivery: int
    destination: str
    before: str
    after: str
    at: float
    by: str = ""


@dataclass(frozen=True)
class Post:
    """A post that stands, or once stood, on a timeline."""

    account: str
    path: str
    stands: bool = True


@dataclass(frozen=True)
class Evidence:
    """Everything that the judge is given.

    Args:
        changes: what every receiver should have heard of, in order.
        called_off: what it need not have heard, by receiver: a later change of the same object tells of it.
        numbers_called_off: the numbers of such messages, by receiver: the next message takes them.
        messages: the delivery of a message, by receiver and message id.
        states: how many deliveries of each destination are in which state.
        allowed: how much a destination may have under way.
        most_at_once: how many requests a receiver saw at once.
        live, withdrawn: the paths of the campaign's articles.
        posts_all: the accounts that post every article.
        few: how many posts an account may have that posts a few an hour.
    """

    injuries: list[Injury] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    changes: list[Document] = field(default_factory=list)
    called_off: Mapping[str, set[Document]] = field(default_factory=dict)
    numbers_called_off: Mapping[str, set[int]] = field(default_factory=dict)
    messages: Mapping[tuple[str, str], int] = field(default_factory=dict)
    states: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    allowed: Mapping[str, int] = field(default_factory=dict)
    most_at_once: Mapping[str, int] = field(default_factory=dict)
    live: set[str] = field(default_factory=set)
    withdrawn: set[str] = field(default_factory=set)
    posts_all: tuple[str, ...] = ()
    few: Mapping[str, int] = field(default_factory=dict)
