"""`python -m tests.flows.delivery.timetable live|expire`: an article is to appear, or to disappear, soon."""

import sys
from datetime import timedelta

import django

SLUG = "soon"
SOON = timedelta(seconds=3)


def main(deed: str) -> None:
    from django.utils import timezone

    from cms.articles.models import ArticleIndexPage, ArticlePage
    from tests.flows.publishing.world import article, published

    moment = timezone.now() + SOON
    if deed == "live":
        page = article(SLUG, live=False, go_live_at=moment)
        ArticleIndexPage.objects.get(slug="articles").add_child(instance=page)
    else:
        page = ArticlePage.objects.get(slug=SLUG)
        page.expire_at = moment
    published(page)


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
