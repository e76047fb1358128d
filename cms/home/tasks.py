"""The periodic jobs of the contact form; running one twice does no harm."""

from celery import shared_task
from django.utils import timezone

from cms.home.contact import notices


@shared_task
def tell_of_messages() -> None:
    """Mail those who wait for messages that there are some."""
    notices.send_notices(timezone.now())


@shared_task
def forget_messages() -> None:
    """Delete messages that have been kept as long as their senders were told."""
    notices.forget(timezone.now())
