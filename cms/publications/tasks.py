"""The centre's periodic jobs; they run from the beat schedule, or without a broker from the workers' own look."""

from celery import shared_task

from cms.publications.edge import keep_up
from cms.publications.healing import check_oldest, mark_differences
from cms.publications.pictures import make_missing_copies
from cms.publications.reconcile import reconcile_pending
from cms.publications.schedule import keep_schedule


@shared_task
def reconcile_stale() -> None:
    """Drain the marks that no request has drained itself."""
    reconcile_pending()


@shared_task
def heal() -> None:
    """Find what no trigger saw."""
    mark_differences()
    reconcile_pending()
    check_oldest()
    keep_up()


@shared_task
def publish_scheduled() -> None:
    """Let pages go live and expire at their times."""
    keep_schedule()


@shared_task
def make_copies() -> None:
    """Make the copies of pictures that readers of feeds will ask for."""
    make_missing_copies()
