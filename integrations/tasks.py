"""What Celery carries: no work, only the word "look"; and the hour for tidying up."""

from celery import current_app, shared_task

from integrations.lookout import Lookout, look_now
from integrations.retention import purge_attempts

current_app.steps["worker"].add(Lookout)


@shared_task
def look() -> None:
    """Somebody rang."""
    look_now()


@shared_task
def purge() -> None:
    """Forget attempts that nobody will ask about any more."""
    purge_attempts()
