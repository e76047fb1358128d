"""The contact page: how to reach the people behind a site, and a form for those who would rather write here."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from cms.core.api_fields import Computed, Text
from cms.core.rules import Problems
from cms.home import rules
from cms.home.contact.form import FORM_SCHEMA, form_of
from cms.home.site_page import SitePage

NOT_FOR_EMERGENCIES = (
    "Nobody reads messages around the clock. In an emergency, call the emergency number of your country."
)


class ContactTopic(Orderable):
    """Something that people write about, for them to choose."""

    page = ParentalKey("home.ContactPage", on_delete=models.CASCADE, related_name="topics")
    name = models.CharField(max_length=80, help_text="In a few words, like “An order”. Nothing about health.")

    panels: ClassVar = [FieldPanel("name")]

    def __str__(self) -> str:
        return self.name


class ContactPage(SitePage):
    """Where readers find an address and a form. Front ends draw the form from what its JSON says about it."""

    api_name = "contact"
    schema_org_page = ("ContactPage",)
    facts = ("response_time", "postal_address", "email")

    response_time = models.CharField(
        max_length=200, blank=True, help_text="When people may expect an answer, like “within three working days”."
    )
    postal_address = models.TextField(blank=True)
    email = models.EmailField("e-mail address", blank=True, help_text="Public. Left empty, people use the form.")
    emergency_notice = models.CharField(
        max_length=300,
        default=NOT_FOR_EMERGENCIES,
        help_text="Stands above the form: what to do when it cannot wait.",
    )
    privacy_notice = models.TextField(
        help_text="Stands beside the box that people tick before they send: who reads the message, what for, and "
        "how long it is kept."
    )
    thanks = models.CharField(
        "text after sending",
        max_length=300,
        default="Thank you. Your message has arrived.",
        help_text="What people read once they have sent the form.",
    )
    recipients = models.TextField(
        validators=[rules.validate_mail_addresses],
        help_text="Not public. One e-mail address a line: who is told that a message waits. The message itself is "
        "never mailed.",
    )
    retention_days = models.PositiveSmallIntegerField(
        "days to keep messages",
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text="Messages that arrive from now on are deleted after so many days, answered or not.",
    )

    api_fields = (
        *SitePage.api_fields,
        Text(name="response_time", null=True, help="When people may expect an answer."),
        Text(name="postal_address", null=True),
        Text(name="email", null=True, help="The public address, where there is one."),
        Text(name="emergency_notice", help="Show it above the form."),
        Computed(name="form", compute=form_of, value_schema=FORM_SCHEMA),
    )
    content_panels: ClassVar = [
        *SitePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("response_time"), FieldPanel("postal_address"), FieldPanel("email")], "How to reach you"
        ),
        MultiFieldPanel([FieldPanel("emergency_notice"), FieldPanel("privacy_notice"), FieldPanel("thanks")], "Form"),
        InlinePanel("topics", heading="Topics to choose from", label="Topic"),
        MultiFieldPanel([FieldPanel("recipients"), FieldPanel("retention_days")], "What happens to messages"),
    ]

    @property
    def recipient_list(self) -> list[str]:
        """Who is told that a message waits."""
        return self.recipients.split()

    def contradictions(self) -> Problems:
        names = [topic.name for topic in self.topics.all()]
        return super().contradictions() | rules.topics_differ(names)

    def get_template(self, *_args: Any, **_kwargs: Any) -> str:
        return "home/contact.html"
