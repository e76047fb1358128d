"""The panels that every content type has, by tab."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

INTRODUCTION = [
    FieldPanel("summary", widget=AdminAutoHeightTextInput),
    MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading="Image"),
    InlinePanel("authorships", heading="Authors", label="Author"),
]
REVIEWER = [FieldPanel("medical_reviewer"), FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("next_review_on")])]
SOURCES = [
    InlinePanel("citations", heading="References", label="Reference"),
    FieldPanel("disclaimer"),
    FieldPanel("funding_disclosure"),
    FieldPanel("what_changed"),
]
REVIEW = [MultiFieldPanel(REVIEWER, heading="Medical review"), *SOURCES]
HEALTH_REVIEW = [MultiFieldPanel([*REVIEWER, FieldPanel("self_review_reason")], heading="Medical review"), *SOURCES]
SHARING = [
    FieldPanel("teaser"),
    InlinePanel("share_preferences", heading="Social channels", label="Channel"),
]
SEARCH_ENGINES = [
    MultiFieldPanel(
        [
            FieldPanel("slug"),
            FieldPanel(
                "seo_title",
                help_text="What they show as the title: about 60 characters fit. Left empty, they show the page's own.",
            ),
            FieldPanel(
                "search_description",
                help_text="What they show below it: about 155 characters fit. Left empty, they show the summary.",
            ),
            FieldPanel("hidden_from_search"),
        ],
        heading="For search engines and social networks",
    )
]
TAGS = [FieldPanel("tags")]
