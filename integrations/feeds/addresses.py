"""The one address of each feed, and the addresses of those that a change touches."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from wagtail.models import Site

from cms.publications.announced import announced_types
from cms.publications.audiences import PUBLIC
from cms.publications.models import Access, Change, Kind
from cms.publications.sites import own_address
from integrations.feeds.formats import FORMATS
from integrations.feeds.narrowing import Wanted


def feed_address(site: Site, form: str, wanted: Wanted) -> str:
    """By what a feed names itself, however it was asked for: hubs know it by nothing else.

    Args:
        wanted: how it is narrowed, in the order of `wanted_by`.
    """
    query = f"?{urlencode(wanted, doseq=True)}" if wanted else ""
    return own_address(site) + reverse("feed", args=(form,)) + query


def is_pushed(wanted: Wanted) -> bool:
    """Whether hubs are told of a feed: one narrowed by a single value at the most. Combinations are too many."""
    return sum(len(values) for values in wanted.values()) <= 1


def touched_feeds(change: Change) -> tuple[str, ...]:
    """The addresses of the feeds that show the object of a change, or did before it; sorted.

    What is only presented differently (cause `render`) is no news of a feed.
    """
    site = Site.objects.filter(pk=change.site_id).first()
    if site is None or change.audience != PUBLIC or change.cause == Change.Cause.RENDER:
        return ()
    shown = [one for one in (_before(change), change) if one and _is_in_feeds(one)]
    narrowings = [wanted for one in shown for wanted in _narrowings(one)]
    return tuple(sorted({feed_address(site, form, wanted) for wanted in narrowings for form in FORMATS}))


def _before(change: Change) -> Change | None:
    earlier = Change.objects.filter(uid=change.uid, audience=change.audience, sequence__lt=change.sequence)
    return earlier.order_by("sequence").last()


def _is_in_feeds(change: Change) -> bool:
    full = change.access == Access.FULL and not change.is_tombstone
    return full and change.kind == Kind.PAGE and change.type in announced_types()


def _narrowings(change: Change) -> Iterable[Wanted]:
    yield {}
    yield {"type": [change.type]}
    yield {"locale": [change.locale]}
    for name, values in change.facets.items():
        yield from ({name: [value]} for value in values)
