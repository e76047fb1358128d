"""`python -m tests.flows.delivery.publisher PAGES STOP`: an editor who publishes and corrects, whatever happens.

Killed and started again it goes on where it was; while the database is away it tries again, as people do. It ends
when the file STOP is there and at least PAGES articles are published; every third one is corrected once.
"""

import sys
import time
from pathlib import Path

import django

PAUSE = 0.8  # seconds after a publication, and before another try
SLUG = "news-{}"
CORRECTED_EACH = 3
CORRECTION = "Corrected."


def main(pages: int, stop: Path) -> None:
    from django.db import InterfaceError, OperationalError, connection

    number = 1
    while number <= pages or not stop.exists():
        try:
            rest = PAUSE if ensure(number) else 0
            number += 1
        except (OperationalError, InterfaceError):
            connection.close()
            rest = PAUSE
        time.sleep(rest)


def ensure(number: int) -> bool:
    """Publish the article of this number, and correct it if it is one of those; says whether that was to do."""
    from cms.articles.models import ArticlePage
    from tests.flows.publishing.world import published

    page = ArticlePage.objects.filter(slug=SLUG.format(number)).first() or add(number)
    publish = not page.live
    if publish:
        page = published(page)
    correct = number % CORRECTED_EACH == 0 and page.what_changed != CORRECTION
    if correct:
        page.what_changed = CORRECTION
        published(page)
    return publish or correct


def add(number: int):  # type: ignore[no-untyped-def]  # a page; its class exists only once Django is set up
    from cms.articles.models import ArticleIndexPage
    from tests.flows.publishing.world import article

    slug = SLUG.format(number)
    return ArticleIndexPage.objects.get(slug="articles").add_child(instance=article(slug, live=False))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), Path(sys.argv[2]))
