"""Where the external front end of a site answers."""

from django.core.validators import RegexValidator
from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

PLACE = "{token}"


@register_setting(icon="globe")
class PublicAddress(BaseSiteSetting):
    """Where the external front end answers; links in documents, feeds and posts lead there."""

    public_base_url = models.URLField(
        "public address",
        blank=True,
        help_text="Address of the site that shows this content, such as https://www.example.org. "
        "Left empty, links lead to the plain pages that this installation serves itself.",
    )
    preview_url = models.URLField(
        "address for previews",
        blank=True,
        validators=[RegexValidator(r"\{token\}", f"Write {PLACE} where the token of a preview link belongs.")],
        help_text=f"Where that site shows drafts, with {PLACE} for the token of a preview link, such as "
        f"https://www.example.org/preview?token={PLACE}. Left empty, editors get the link to the draft's data.",
    )

    class Meta:
        verbose_name = "public address"

    def __str__(self) -> str:
        return self.public_base_url
