"""Links to pages in the rich text of the plain page."""

from django.utils.html import format_html
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from cms.publications.audiences import PUBLIC, Restrictions


class OpenPageLinks(PageLinkHandler):
    """Links to pages that everybody may see; any other keeps its words and loses its address, whoever reads.

    Wagtail's own handler looks neither at privacy nor at whether the page is live.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        restrictions = Restrictions.load()
        return [_anchor(page and page.localized, restrictions) for page in cls.get_many(attrs_list)]


def _anchor(page: Page | None, restrictions: Restrictions) -> str:
    url = page.url if page and page.live and restrictions.audience_of(page.path) == PUBLIC else None
    return format_html('<a href="{}">', url) if url else "<a>"
