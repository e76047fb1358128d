"""Whether publications keep up, and the facade to health checks for the rooms that know the house only through it."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from cms.core.health import Unwell, register
from cms.publications.models import RenderFailure, StaleMark

__all__ = ["Unwell", "register"]

LONGEST_STALE = timedelta(minutes=5)


def publications() -> str:
    """The age of the oldest mark that nobody has looked at; what fails to render is the report's concern.

    Raises:
        Unwell: something has been stale for too long.
    """
    failing = RenderFailure.objects.filter(kind=OuterRef("kind"), object_id=OuterRef("object_id"))
    oldest = StaleMark.objects.exclude(Exists(failing)).order_by("pk").values_list("marked_at", flat=True).first()
    if oldest is None:
        return "nothing is stale"
    age = timezone.now() - oldest
    if age > LONGEST_STALE:
        raise Unwell(f"something is stale since {oldest:%Y-%m-%d %H:%M} UTC")
    return f"oldest stale object: {int(age.total_seconds())} s"
