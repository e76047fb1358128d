"""What a site says of itself: who stands behind it, where to call for help, where else it is found."""

from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Locale, Orderable, Site

from cms.core.api_fields import Choice, Flag, Integer, Picture, Rendering, Rows, Text
from cms.core.schema_org import Node, SchemaOrg
from cms.core.schema_org.sites import site_nodes

DIALLED = RegexValidator(r"^[+*#(\d][\d ()/*#-]*\Z", "Write the number as it is dialled, such as 112 or +49 30 123456.")


class Network(models.TextChoices):
    """Where sites have profiles."""

    BLUESKY = "bluesky", "Bluesky"
    FACEBOOK = "facebook", "Facebook"
    INSTAGRAM = "instagram", "Instagram"
    LINKEDIN = "linkedin", "LinkedIn"
    MASTODON = "mastodon", "Mastodon"
    TIKTOK = "tiktok", "TikTok"
    X = "x", "X"
    YOUTUBE = "youtube", "YouTube"
    OTHER = "other", "Another network"


def main_locale() -> int:
    """The key of the language that a new row is in."""
    key: int = Locale.get_default().pk
    return key


class EmergencyNumber(Orderable):
    """Where readers of one language call for help, so that no page has to say it."""

    details = ParentalKey("core.SiteDetails", on_delete=models.CASCADE, related_name="emergency_numbers")
    locale = models.ForeignKey(
        Locale, on_delete=models.CASCADE, related_name="+", verbose_name="language", default=main_locale
    )
    label = models.CharField(max_length=80, help_text="What the number is for: “Emergency”, “Doctor on call”.")
    number = models.CharField(max_length=40, validators=[DIALLED])
    hours = models.CharField(max_length=80, blank=True, help_text="When somebody answers: “day and night”.")
    note = models.CharField(max_length=200, blank=True, help_text="What callers should know, such as “free of charge”.")

    api_fields = (
        Text(name="locale", source="locale.language_code", help="The language of the readers it is for."),
        Text(name="label"),
        Text(name="number", help="As it is dialled."),
        Text(name="hours", null=True),
        Text(name="note", null=True),
    )
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("locale"), FieldPanel("label")]),
        FieldRowPanel([FieldPanel("number"), FieldPanel("hours")]),
        FieldPanel("note"),
    ]

    def __str__(self) -> str:
        return f"{self.label}: {self.number}"


class SocialProfile(Orderable):
    """Where else the people behind a site are found."""

    details = ParentalKey("core.SiteDetails", on_delete=models.CASCADE, related_name="social_profiles")
    network = models.CharField(max_length=20, choices=Network)
    handle = models.CharField(max_length=100, blank=True, help_text="The name there, such as @example.")
    url = models.URLField("address")
    label = models.CharField(
        max_length=80, blank=True, help_text="The text of the link. Left empty, sites show the name of the network."
    )

    api_fields = (
        Choice(name="network", choices=tuple(Network.values)),
        Text(name="handle", null=True),
        Text(name="url"),
        Text(name="label", source="link_text", help="The text of the link."),
    )
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("network"), FieldPanel("handle")]),
        FieldRowPanel([FieldPanel("url"), FieldPanel("label")]),
    ]

    def __str__(self) -> str:
        return f"{self.link_text}: {self.url}"

    @property
    def link_text(self) -> str:
        return self.label or self.get_network_display()


@register_setting(icon="info-circle")
class SiteDetails(BaseSiteSetting, ClusterableModel):
    """What a front end shows of a site on every page. Everything is optional."""

    organisation = models.CharField(max_length=200, blank=True, help_text="Who stands behind this site.")
    description = models.CharField(max_length=300, blank=True, help_text="What this site is for, in one sentence.")
    publisher = models.CharField(
        max_length=200, blank=True, help_text="Who answers for the content, where that is somebody else."
    )
    contact_email = models.EmailField("e-mail address", blank=True, help_text="Everybody may read it.")
    postal_address = models.TextField(blank=True)
    logo = models.ForeignKey("media.CustomImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    api_fields = (
        Text(name="hostname", source="site.hostname", summary=True),
        Integer(name="port", source="site.port", summary=True),
        Flag(name="is_default", source="site.is_default_site", summary=True),
        Text(name="organisation", null=True, summary=True, help="Who stands behind the site."),
        Text(name="description", null=True, summary=True, help="What the site is for."),
        Text(name="publisher", null=True, help="Who answers for the content, where that is somebody else."),
        Text(name="contact_email", null=True),
        Text(name="postal_address", null=True, help="Has line breaks."),
        Picture(name="logo", alt="title"),
        Rows(name="emergency_numbers", fields=EmergencyNumber.api_fields, title="EmergencyNumber"),
        Rows(name="social_profiles", fields=SocialProfile.api_fields, title="SocialProfile"),
        SchemaOrg(name="schema_org"),
    )
    panels: ClassVar = [
        MultiFieldPanel([FieldPanel(name) for name in ("organisation", "description", "publisher", "logo")], "Who"),
        MultiFieldPanel([FieldPanel("contact_email"), FieldPanel("postal_address")], "Contact"),
        InlinePanel(
            "emergency_numbers",
            heading="Emergency numbers",
            label="Number",
            help_text="By language. Sites show them beside red flags, whose texts therefore need not repeat them.",
        ),
        InlinePanel("social_profiles", heading="Social profiles", label="Profile"),
    ]

    class Meta:
        verbose_name = "site details"

    @classmethod
    def of(cls, site: Site) -> Self:
        """The details of a site; blank ones, not saved, where nobody has given any."""
        return cls.objects.filter(site=site).first() or cls(site=site)

    @property
    def title(self) -> str:
        """What the site is called."""
        return self.site.site_name or self.site.hostname

    def schema_nodes(self, rendering: Rendering) -> list[Node]:
        return site_nodes(self, rendering)
