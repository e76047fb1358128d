"""What a storm has left: in the database, at the webhooks and on the timelines, as somebody from outside sees it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.flows.delivery.installation import Installation

CAUSES = ("content", "path", "privacy")


@dataclass(frozen=True)
class Aftermath:
    """Everything that a test may ask.

    Args:
        baseline: the last change before the storm.
        most_leased: by destination, the most deliveries ever seen under way at once.
    """

    installation: Installation
    baseline: int
    most_leased: dict[int, int]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.installation.database.rows(query)

    def pages(self) -> set[str]:
        """The paths of the articles published in the storm, as Wagtail's own tables have them."""
        return {f"/articles/{slug}/" for (slug,) in self.rows(PUBLISHED)}

    def changes(self) -> set[tuple[str, int]]:
        """(uid, version) of every change that a webhook should have heard of."""
        rows = self.rows(f"SELECT uid, version, cause FROM publications_change WHERE sequence > {self.baseline}")
        return {(str(uid).replace("-", ""), version) for uid, version, cause in rows if cause in CAUSES}

    def published(self) -> Counter[str]:
        """How often each path was said to be published."""
        since = f"sequence > {self.baseline} AND action = 'published'"
        return Counter(path for (path,) in self.rows(f"SELECT path FROM publications_change WHERE {since}"))

    def attempts(self) -> dict[tuple[str, str], int]:
        """How many attempts were made, by destination and message id."""
        return {(name, message): count for name, message, count in self.rows(ATTEMPTS)}

    def heard(self, hook: str) -> list[dict[str, Any]]:
        """What a receiver has got, one entry a message id."""
        return [message for message in self.installation.sandbox.messages() if message["hook"] == hook]

    def posted(self, account: str) -> Counter[str]:
        """How often each path stands on a timeline."""
        posts = [post for post in self.installation.sandbox.posts() if post["username"] == account]
        return Counter(urlsplit(link).path for post in posts for link in post["links"])

    def states(self, destination: str) -> Counter[str]:
        """How many deliveries to a destination ended in which state."""
        rows = self.rows(STATES)
        return Counter({state: count for name, state, count in rows if name == destination})


PUBLISHED = "SELECT slug FROM wagtailcore_page WHERE live AND slug LIKE 'news-%'"
STATES = """
    SELECT destination.name, delivery.state, COUNT(*)
    FROM integrations_delivery delivery JOIN integrations_destination destination
    ON destination.id = delivery.destination_id GROUP BY destination.name, delivery.state
"""
ATTEMPTS = """
    SELECT destination.name, delivery.message_id, delivery.attempts
    FROM integrations_delivery delivery JOIN integrations_destination destination
    ON destination.id = delivery.destination_id
"""
MARKS = "SELECT COUNT(*) FROM publications_stalemark"
BEHIND = """
    SELECT COUNT(*) FROM integrations_destination WHERE cursor < (SELECT MAX(sequence) FROM publications_change)
"""
UNDER_WAY = "SELECT COUNT(*) FROM integrations_delivery WHERE state IN ('ready', 'leased', 'uncertain')"


def settled(installation: Installation) -> bool:
    """Whether nothing is left to be done."""
    return not any(installation.database.value(query) for query in (MARKS, BEHIND, UNDER_WAY))
