"""Telling people that messages wait. The mail holds nothing of a message: it only leads to the admin."""

from datetime import datetime

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from cms.home.contact.messages import ContactMessage
from cms.home.contact.page import ContactPage

SUBJECT = "A message waits for you"
TEXT = """\
Somebody has used the contact form of your site.

Read it in the admin: {address}

For privacy this mail holds nothing of the message.
"""
logger = structlog.get_logger(__name__)


def send_notices(now: datetime) -> int:
    """Tell the recipients of every page with new messages, one mail a page; returns the number of mails.

    Messages are claimed before the mail goes out. Whether the mail server is away or this process dies, they are
    due again a little later, so that a mail may come twice and is never lost.
    """
    waiting = ContactMessage.objects.untold(now).order_by().values("page")
    return sum(_notify(page, now) for page in ContactPage.objects.filter(pk__in=waiting))


def _notify(page: ContactPage, now: datetime) -> bool:
    of_page = ContactMessage.objects.filter(page=page)
    claimed = list(of_page.untold(now).values_list("pk", flat=True))
    if not of_page.filter(pk__in=claimed).claim(now):
        return False
    try:
        send_mail(SUBJECT, TEXT.format(address=inbox_address()), None, page.recipient_list)
    except OSError as error:  # what smtplib and sockets raise; its text may name the recipients
        logger.warning("contact notice not sent", page=page.pk, error=type(error).__name__)
        return False
    ContactMessage.objects.filter(pk__in=claimed).update(tell_at=None)
    return True


def inbox_address() -> str:
    """Where the messages are read."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("contact_messages:index")


def forget(now: datetime) -> int:
    """Delete the messages whose time is over; returns how many, and writes that down."""
    _deleted, by_model = ContactMessage.objects.forgettable(now).delete()
    count = by_model.get(ContactMessage._meta.label, 0)
    logger.info("contact messages forgotten", count=count)
    return count
