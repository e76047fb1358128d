"""Ways through a site."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail.search import index

from cms.core.api_fields import Stream, Text
from cms.core.models import ListedSnippet
from cms.navigation.blocks import MenuBlock


class Menu(ListedSnippet):
    """A list of links in one language, for one site or for all of them."""

    document_kind = "menu"
    api_name = "menus"

    title = models.CharField(
        "name", max_length=100, help_text="What it is, for editors and for the sites that show it: “Main menu”."
    )
    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Left empty, the menu is there for every site.",
    )
    locale = models.ForeignKey(
        Locale, on_delete=models.PROTECT, related_name="+", verbose_name="language", default=Locale.get_default
    )
    items = StreamField(
        MenuBlock(),
        blank=True,
        help_text="Pages with restricted access are left out, unless they have a teaser that everybody may read.",
    )

    api_fields = (
        Text(name="uid"),
        Text(name="slug", summary=True, help="By which a site knows the menu: its path is `/menus/{slug}/`."),
        Stream(name="items", block=MenuBlock(), help="Entries in order; a section has children and no address."),
    )
    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("title"), FieldRowPanel([FieldPanel("site"), FieldPanel("locale")]), FieldPanel("slug")],
            "Which menu",
        ),
        FieldPanel("items", heading="Entries"),
    ]
    search_fields: ClassVar = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        ordering: ClassVar = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def document_site_id(self) -> int | None:
        return self.site_id

    @property
    def document_locale(self) -> str:
        return self.locale.language_code
