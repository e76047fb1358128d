"""The panels of a point page."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

POINT = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("meridian")]),
            FieldRowPanel([FieldPanel("pinyin"), FieldPanel("hanzi_traditional"), FieldPanel("hanzi_simplified")]),
            FieldPanel("regions"),
        ],
        heading="Which point",
    ),
    MultiFieldPanel(
        [
            FieldPanel("location"),
            FieldPanel("sides"),
            FieldPanel("how_to_find"),
            FieldPanel("drawing"),
            FieldPanel("drawing_alt"),
        ],
        heading="Where it is",
    ),
    MultiFieldPanel(
        [
            FieldPanel("how_to_press"),
            FieldRowPanel([FieldPanel("seconds"), FieldPanel("repetitions"), FieldPanel("pressure")]),
        ],
        heading="How to press it",
    ),
    MultiFieldPanel([FieldPanel("caution_flags"), FieldPanel("cautions")], heading="Take care"),
    MultiFieldPanel([FieldPanel("traditional_use"), FieldPanel("evidence_note")], heading="What is known"),
    MultiFieldPanel([FieldPanel("confidence"), FieldPanel("checked_by_clinician")], heading="How well this is checked"),
]
