"""Rows that belong to a page, of whatever type: its authors, its references, its tags, its wishes for channels.

They hang on Wagtail's own page, so that one table serves all types. Deleting a person or a reference removes its
rows: a protected key cannot be told apart from a broken one when an old revision is opened (django-modelcluster
reads CASCADE and SET_NULL only). Wagtail shows where a snippet is used before it is deleted.
"""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, Tag
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.core.models.references import Reference
from cms.core.models.snippets import Person
from cms.core.social import channel_choices, social


class Authorship(Orderable):
    """That a person wrote a page; the order is the byline's."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="authorships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [FieldPanel("person")]

    def __str__(self) -> str:
        return str(self.person)


class Citation(Orderable):
    """That a page rests on a work; the order is that of the page's list of references."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="citations")
    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [FieldPanel("reference")]

    def __str__(self) -> str:
        return str(self.reference)


class PageTag(ItemBase):
    """A tag on a page."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="page_tags")
    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_tags")


class SharePreference(models.Model):
    """What an editor wishes of one social channel for one page: whether it posts, and in which words."""

    class Posting(models.TextChoices):
        AS_USUAL = "", "As usual"
        WAIT = "wait", "Wait for a decision"
        NEVER = "never", "Never"

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="share_preferences")
    channel = models.CharField(max_length=32, choices=channel_choices)
    posting = models.CharField(
        "post it",
        max_length=8,
        choices=Posting,
        default=Posting.AS_USUAL,
        blank=True,
        help_text="As usual: by itself, soon after the page is first published.",
    )
    text = models.TextField(
        "own text", blank=True, help_text="Instead of title and summary. The link is added by itself."
    )

    panels: ClassVar = [FieldRowPanel([FieldPanel("channel"), FieldPanel("posting")]), FieldPanel("text")]

    def __str__(self) -> str:
        return str(self.get_channel_display())

    def clean(self) -> None:
        super().clean()
        if problem := social().text_problem(self.channel, self.text):
            raise ValidationError({"text": problem})
