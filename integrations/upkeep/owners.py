"""Mails to those who look after a destination."""

from typing import Any

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from integrations.models import Destination

logger = structlog.get_logger(__name__)


def tell_owner(destination: Destination, subject: str, text: str, **words: Any) -> bool:
    """Tell the owner; True also where there is nobody to tell, who sees it in the admin alone.

    Args:
        subject, text: may name the destination as `{name}`; the text also where it is looked after, as `{address}`.
        words: what else they name.
    """
    owner: Any = destination.owner
    if owner is None or not owner.is_active or not owner.email:
        return True
    heading = subject.format(name=" ".join(destination.name.split()), **words)
    body = text.format(name=destination.name, address=address_of(destination), **words)
    try:
        send_mail(heading, body, None, [owner.email])
    except OSError as error:  # what smtplib and sockets raise; its text may name the owner
        logger.warning("owner not told", destination=destination.pk, error=type(error).__name__)
        return False
    return True


def address_of(destination: Destination) -> str:
    """Where a destination is looked after."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("destinations:edit", args=[destination.pk])
