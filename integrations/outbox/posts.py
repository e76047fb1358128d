"""Where the posts about a document stand."""

from uuid import UUID

from django.db.models import Q

from integrations.channels import CHANNELS
from integrations.models import Delivery


def posts_of(uid: UUID) -> list[dict[str, str]]:
    """The posts about a document that people can see now, the oldest first.

    A post that is being taken back is left out at once; one that could not be taken back still stands.

    Args:
        uid: the document's. Whether the caller may know of it must have been asked before.
    """
    visible = [channel.name for channel in CHANNELS.values() if channel.capabilities.announces]
    told = Delivery.objects.filter(change__uid=uid, purpose__in=Delivery.POSTS, destination__channel__in=visible)
    taken_back = Q(retractions__state__in=(*Delivery.UNSETTLED, Delivery.State.SENT))
    stands = told.filter(state=Delivery.State.SENT).exclude(remote_url="").exclude(taken_back)
    rows = stands.order_by("ended_at", "pk").values_list(
        "destination__channel", "destination__name", "remote_url", "ended_at"
    )
    return [
        {"channel": channel, "account": account, "url": url, "posted_at": posted_at.isoformat()}
        for channel, account, url, posted_at in rows
        if posted_at
    ]
