"""Whether publications keep up, and the facade to health checks for the rooms that know the house only through it."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cms.core.health import Unwell, register
from cms.publications.edge import try_folder
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


def proxy() -> str:
    """Whether the proxy in front can be told of changes.

    Raises:
        Unwell: it cannot, and may show on what is withdrawn.
    """
    if not settings.EDGE_FOLDER:
        return "there is none to tell"
    try:
        try_folder()
    except OSError as error:
        raise Unwell(f"EDGE_FOLDER cannot be written ({error.strerror}): see manage.py check --deploy") from error
    return "can be told of changes"
