"""What the pages that say something about a site itself have in common."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.core.api_fields import Stream
from cms.core.models import ContentPage
from cms.core.models.pages import TAG_FACET
from cms.home.blocks import SiteBody


class SitePage(ContentPage):
    """A page that says something about the site itself; nobody is told that it has changed."""

    announces = False
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    body = StreamField(SiteBody(), blank=True)

    api_fields = (*ContentPage.api_fields, Stream(name="body", block=SiteBody()))
    facets = (TAG_FACET,)
    content_panels: ClassVar = [*ContentPage.content_panels, FieldPanel("body")]
    search_fields: ClassVar = [*ContentPage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True
