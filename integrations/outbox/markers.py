"""The marker of a post that must be found again even if the delivery that made it is lost."""

from base64 import b32encode

from django.utils.crypto import salted_hmac

from integrations.models import Destination

LENGTH = 10  # letters and digits of base 32: 50 bits, so that no two are ever alike


def lasting_marker(destination: Destination, key: str) -> str:
    """The marker of the next post under a key.

    It is made of what is in every backup: a delivery that is made anew after a restore finds the post of the one that
    was lost. A page that was taken back and is posted again gets another.

    Args:
        key: its `dedupe_key` at this destination.
    """
    before = destination.deliveries.filter(dedupe_key__startswith=f"{key}~").count()
    digest = salted_hmac("integrations.markers", f"{destination.pk}:{key}:{before}", algorithm="sha256").digest()
    return b32encode(digest).decode()[:LENGTH].lower()
