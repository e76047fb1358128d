"""`python -m tests.examples.site.editor WHAT …`: somebody who works in the Meridian behind the example site."""

import sys

import django

SLUG = "a-new-article"
PATH = f"/articles/{SLUG}/"


def publish() -> None:
    """Publish a new article."""
    from cms.articles.models import ArticleIndexPage, ArticlePage
    from tests.flows.publishing.world import article, published

    ArticlePage.objects.filter(slug__startswith=SLUG).delete()  # which another test has withdrawn
    parent = ArticleIndexPage.objects.get(slug="articles")
    published(parent.add_child(instance=article(SLUG, live=False)))


def move() -> None:
    """Give it another address."""
    from cms.articles.models import ArticlePage
    from tests.flows.publishing.world import published

    page = ArticlePage.objects.get(slug=SLUG)
    page.slug = f"{SLUG}-moved"
    published(page)


def withdraw() -> None:
    """Take it back, wherever it is."""
    from cms.articles.models import ArticlePage

    ArticlePage.objects.get(slug__startswith=SLUG).unpublish()


def connect(url: str, secret: str) -> None:
    """Have webhooks sent to an address from now on."""
    from integrations.models import Destination
    from integrations.outbox.fan_out import head

    settings = {"config": {"url": url}, "secret": {"signing_secrets": [secret]}}
    Destination.objects.create(name=url, channel="webhook", cursor=head(), **settings)


def disconnect(url: str) -> None:
    """Have none sent there any more."""
    from integrations.models import Destination

    Destination.objects.filter(name=url).update(state=Destination.State.CLOSED)


def key() -> None:
    """Print the token of a key with which members' content is read."""
    from django.contrib.auth.models import Group

    from tests.cms.api.factories import api_key

    _key, headers = api_key(Group.objects.get(name="Members"), scopes=["content", "changes"])
    print(next(iter(headers.values())).removeprefix("Bearer "))


if __name__ == "__main__":
    django.setup()
    WORKS = {work.__name__: work for work in (publish, move, withdraw, connect, disconnect, key)}
    WORKS[sys.argv[1]](*sys.argv[2:])
