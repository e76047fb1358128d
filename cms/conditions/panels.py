"""The panels of hubs, regions and pain types."""

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

CARE = [
    FieldPanel("red_flags"),
    FieldPanel("overview"),
    FieldPanel("self_care"),
    FieldPanel("background"),
]
HUB = [
    MultiFieldPanel([FieldPanel("general_protocol"), FieldPanel("adjunct_protocol")], heading="Points"),
    InlinePanel("questions", heading="Questions and answers", label="Question"),
]
PART = [MultiFieldPanel([FieldPanel("specific_protocol"), FieldPanel("adjunct_protocol")], heading="Points")]
