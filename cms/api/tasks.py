"""The periodic job of the API; running it twice does no harm."""

from celery import shared_task

from cms.api.ending_keys import warn_of_endings


@shared_task
def tell_of_ending_keys() -> None:
    """Mail those whose keys end soon."""
    warn_of_endings()
