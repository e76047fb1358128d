"""What Celery's clock begins: no work but a look, and tidying up."""

import structlog
from celery import current_app, shared_task

from integrations.delivery.lookout import Lookout, look_now
from integrations.delivery.probing import check_due
from integrations.upkeep.expiring import warn_of_credentials
from integrations.upkeep.failing import watch
from integrations.upkeep.retention import forget_the_past

logger = structlog.get_logger(__name__)

current_app.steps["worker"].add(Lookout)


@shared_task
def look() -> None:
    """Whatever became of the bell, somebody looks."""
    look_now()


@shared_task
def purge() -> None:
    """Forget what nobody will ask about any more."""
    logger.info("forgotten", **forget_the_past())


@shared_task
def watch_destinations() -> None:
    """Tell owners of what fails, and leave in peace what has failed for too long."""
    watch()


@shared_task
def check_credentials() -> None:
    """Ask whether destinations can still be posted to, and tell owners what they should know of that."""
    check_due()
    warn_of_credentials()
