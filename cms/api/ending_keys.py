"""Telling people that an API key ends, before the program that shows it is refused."""

from datetime import datetime

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone

from cms.api.models import ApiKey

SUBJECT = "The API key “{name}” ends on {end}"
TEXT = """\
The API key “{name}” ends on {end}. It begins with mrd_{prefix}. From then on whoever shows it is refused.

To replace it: {rotate}
You get a new key with the same rights. The old one goes on until it ends, for seven days at the most.

To let it live longer: {edit}

If nobody needs it any more, there is nothing to do.
"""
logger = structlog.get_logger(__name__)


def warn_of_endings() -> int:
    """Mail those who look after the keys that end soon, once for each of `NOTICES`; returns the number of mails."""
    now = timezone.now()
    return sum(_tell(key, now) for key in ApiKey.objects.ending() if key.notice_due(now))


def _tell(key: ApiKey, now: datetime) -> bool:
    """The key is claimed while its mail is sent. Whether the mail fails or this process dies, it is due again a little
    later, so that a mail may come twice and is never lost."""
    people = recipients(key)
    if not people or not ApiKey.objects.claim_notice(key, now):
        return False
    subject, text = composed(key)
    try:
        send_mail(subject, text, None, people)
    except Exception as error:  # noqa: BLE001 - each mail backend raises its own; the text may name the recipients
        logger.warning("end of key not told", key=key.pk, error=type(error).__name__)
        return False
    ApiKey.objects.filter(pk=key.pk).update(told_at=now)
    return True


def recipients(key: ApiKey) -> list[str]:
    """The owner of a key, as long as they may change it; else everybody who may. Only those with an address."""
    able = get_user_model().objects.with_perm("api.change_apikey").exclude(email="").order_by("pk")
    own = able.filter(pk=key.owner.pk) if key.owner else None
    return list((own or able).values_list("email", flat=True))


def composed(key: ApiKey) -> tuple[str, str]:
    """Subject and text of the mail. Nothing of the token is in it but what the list of keys shows too."""
    if key.expires_at is None:
        raise ValueError("This key never ends.")
    end = timezone.localtime(key.expires_at, timezone.get_default_timezone())
    words = {"name": " ".join(key.name.split()), "end": f"{end:%Y-%m-%d %H:%M %Z}", "prefix": key.prefix}
    rotate, edit = (address_of(key, page) for page in ("rotate", "edit"))
    return SUBJECT.format(**words), TEXT.format(**words, rotate=rotate, edit=edit)


def address_of(key: ApiKey, page: str) -> str:
    """A page about a key in the admin."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(f"api_keys:{page}", args=(key.pk,))
