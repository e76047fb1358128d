"""The front page of a site."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.core.api_fields import Stream
from cms.core.blocks import ContentStreamBlock
from cms.core.models import ContentPage


class HomePage(ContentPage):
    """Where a site begins; everything else stands below it."""

    schema_org_type = "WebSite"
    announces = False
    parent_page_types: ClassVar = ["wagtailcore.Page"]

    body = StreamField(ContentStreamBlock(), blank=True)

    api_fields = (*ContentPage.api_fields, Stream(name="body", block=ContentStreamBlock()))
    content_panels: ClassVar = [*ContentPage.content_panels, FieldPanel("body")]
    search_fields: ClassVar = [*ContentPage.search_fields, index.SearchField("body")]
