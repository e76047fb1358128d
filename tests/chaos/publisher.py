"""An editor who publishes, corrects and withdraws, whatever happens.

Killed and started again the editor goes on where everything stands; while the database is away, tries again, as people
do. Nobody writes much more than is sent: the faults are to find deliveries under way, not a queue.
"""

import time
from pathlib import Path

from django.db import InterfaceError, OperationalError, connection

from tests.chaos.deeds import watch_publications

SLUG = "news-{}"
CORRECTION = "Corrected."
CORRECTED_EACH, WITHDRAWN_EACH = 3, 7
PAUSE = 0.1  # seconds between two looks at what is left to be sent, and before another try


def publish(stop: str, backlog: int) -> None:
    """Publish until the file `stop` is there.

    Args:
        backlog: how many deliveries may wait before the next publication.
    """
    watch_publications()
    number = 1
    while not Path(stop).exists():
        try:
            if waiting() < backlog:
                ensure(number)
                number += 1
                continue
        except (OperationalError, InterfaceError):
            connection.close()
        time.sleep(PAUSE)


def waiting() -> int:
    from integrations.models import Delivery

    return Delivery.objects.filter(state=Delivery.State.READY).count()


def ensure(number: int) -> None:
    """Publish the article of this number, correct it and withdraw it, if it is one of those and that is still to do."""
    from cms.articles.models import ArticlePage
    from tests.flows.publishing.world import published

    page = ArticlePage.objects.filter(slug=SLUG.format(number)).first() or add(number)
    if page.first_published_at is None:
        page = published(page)
    if number % CORRECTED_EACH == 0 and page.what_changed != CORRECTION:
        page.what_changed = CORRECTION
        page = published(page)
    if number % WITHDRAWN_EACH == 0 and page.live:
        page.unpublish()


def add(number: int):  # type: ignore[no-untyped-def]  # a page; its class exists only once Django is set up
    from cms.articles.models import ArticleIndexPage
    from tests.flows.publishing.world import article

    slug = SLUG.format(number)
    return ArticleIndexPage.objects.get(slug="articles").add_child(instance=article(slug, live=False))
