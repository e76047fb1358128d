"""`python -m tests.examples.site.editor WHAT`: somebody who changes the demonstration behind the example site."""

import sys

import django

SLUG = "a-new-article"
PATH = f"/articles/{SLUG}/"


def publish() -> None:
    """Publish a new article."""
    from cms.articles.models import ArticleIndexPage
    from tests.flows.publishing.world import article, published

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


def key() -> None:
    """Print the token of a key with which members' content is read."""
    from django.contrib.auth.models import Group

    from tests.cms.api.factories import api_key

    _key, headers = api_key(Group.objects.get(name="Members"), scopes=["content", "changes"])
    print(next(iter(headers.values())).removeprefix("Bearer "))


if __name__ == "__main__":
    django.setup()
    {"publish": publish, "move": move, "withdraw": withdraw, "key": key}[sys.argv[1]]()
