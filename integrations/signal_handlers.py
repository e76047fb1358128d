"""What the publication centre tells us."""

from typing import Any

from cms.publications.signals import changes_appended
from integrations import doorbell


def ring_after_changes(**_: Any) -> None:
    """Deliveries are made of the changes themselves; the workers only need to know that there are some."""
    doorbell.ring()


def connect() -> None:
    """Begin to listen."""
    changes_appended.connect(ring_after_changes, dispatch_uid="integrations")
