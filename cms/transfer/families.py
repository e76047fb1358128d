"""The types of page that an import can make, and where such pages stand."""

from dataclasses import dataclass

from wagtail.models import Locale, Page, Site

from cms.articles.models import ArticleIndexPage, ArticlePage, BlogIndexPage, BlogPostPage
from cms.home.models import HomePage, StandardPage


@dataclass(frozen=True)
class Family:
    """A type of page, and the type of the page that such pages are below by default."""

    page: type[Page]
    index: type[Page]

    def parent_for(self, language: str) -> Page | None:
        """The first index, in that language if there is one; None when there is no index at all."""
        indexes = self.index.objects.order_by("path")
        return indexes.filter(locale__language_code=known_language(language)).first() or indexes.first()

    def may_stand_below(self, parent: Page) -> bool:
        return parent.specific_class in self.page.allowed_parent_page_models()


FAMILIES = {
    "articles": Family(ArticlePage, ArticleIndexPage),
    "blog": Family(BlogPostPage, BlogIndexPage),
    "pages": Family(StandardPage, HomePage),
}


def known_language(language: str) -> str:
    """The code of our language for a code like `de-AT`; empty when no content is in it here."""
    code = language.replace("_", "-").lower()
    known = Locale.objects.values_list("language_code", flat=True)
    return next((own for own in known if own.lower() in (code, code.partition("-")[0])), "")


def find_parent(place: str) -> Page:
    """A page by its number, or by its path on the default site: `/about/`.

    Raises:
        ValueError: there is no such page.
    """
    try:
        if place.isdigit():
            return Page.objects.get(pk=place).specific
        root = Site.objects.get(is_default_site=True).root_page
        return Page.objects.get(url_path=f"{root.url_path.rstrip('/')}/{place.strip('/')}/".replace("//", "/")).specific
    except (Page.DoesNotExist, Site.DoesNotExist) as error:
        raise ValueError(f"There is no page {place}.") from error
