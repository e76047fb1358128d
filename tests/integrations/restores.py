"""A database that is set back, or taken elsewhere."""

from datetime import datetime

from cms.publications import continuity, outside
from cms.publications.installation import Installation
from tests.integrations.fakes import START


def set_back(backup: datetime = START) -> None:
    """Make the database look like a restored backup of that moment."""
    outside.remember(continuity.rise())
    Installation.objects.update(generation=0, risen_at=backup)


def take_elsewhere() -> None:
    """Make the database look like that of another installation."""
    continuity.intact()
    Installation.objects.update(identity="another")
