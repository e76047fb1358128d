"""Ways through a site."""

from typing import Any, ClassVar

from django.db import models
from django.forms import RadioSelect
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail.search import index

from cms.core.api_fields import Json, Rendering, Stream, Text
from cms.core.models import ListedSnippet
from cms.navigation.blocks import MenuBlock, open_entries
from cms.navigation.redirects import Redirect

__all__ = ["Menu", "Redirect"]


class Entries(Stream):
    """The entries of a menu, without those that are locked unless the menu shows them."""

    def read(self, owner: Any, rendering: Rendering) -> Json:
        entries = super().read(owner, rendering)
        return entries if owner.locked_entries == Menu.LockedEntries.SHOW else open_entries(entries)


class Menu(ListedSnippet):
    """A list of links in one language, for one site or for all of them.

    One slug may stand for several menus: in each language, and for each site instead of the one for all.
    """

    class LockedEntries(models.TextChoices):
        LEAVE_OUT = "leave_out", "Leave them out"
        SHOW = "show", "Show their label with a lock, where you have written one"

    document_kind = "menu"
    api_name = "menus"
    searched = False

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
    slug = models.SlugField(
        max_length=120, blank=True, help_text="By which a site knows the menu. Left empty, it is made from the name."
    )
    items = StreamField(
        MenuBlock(),
        blank=True,
        help_text="A page with restricted access is there for its readers. Others see its teaser, if it has one.",
    )
    locked_entries = models.CharField(
        "entries for other readers",
        max_length=10,
        choices=LockedEntries,
        default=LockedEntries.LEAVE_OUT,
        help_text="What readers see of pages that are not for them. The title of such a page is never shown.",
    )

    api_fields = (
        Text(name="uid"),
        Text(name="slug", summary=True, help="By which a site knows the menu: its path is `/menus/{slug}/`."),
        Entries(name="items", block=MenuBlock()),
    )
    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("title"), FieldRowPanel([FieldPanel("site"), FieldPanel("locale")]), FieldPanel("slug")],
            "Which menu",
        ),
        FieldPanel("items", heading="Entries"),
        FieldPanel("locked_entries", widget=RadioSelect),
    ]
    search_fields: ClassVar = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slug", "locale", "site"],
                name="one_menu_a_slug_of_a_site",
                violation_error_message="This site has a menu of that slug in this language.",
            ),
            models.UniqueConstraint(
                fields=["slug", "locale"],
                condition=models.Q(site=None),
                name="one_menu_a_slug_of_all_sites",
                violation_error_message="There is a menu of that slug in this language for all sites.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def document_site_id(self) -> int | None:
        return self.site_id

    @property
    def document_locale(self) -> str:
        return self.locale.language_code
