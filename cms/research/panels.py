"""The panels of a research summary."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

STUDY = [
    MultiFieldPanel([FieldPanel("reference"), FieldPanel("verified"), FieldPanel("verification_note")], "The paper"),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("design"), FieldPanel("evidence_level")]), FieldPanel("modality")],
        "What kind of study",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("n_enrolled"), FieldPanel("n_analysed"), FieldPanel("n_not_reported")]),
            FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_mean"), FieldPanel("age_max")]),
            FieldPanel("population"),
        ],
        "Who took part",
    ),
    MultiFieldPanel([FieldPanel("intervention"), FieldPanel("comparator")], "What was done"),
    InlinePanel("outcomes", heading="Outcomes", label="Outcome"),
    InlinePanel("follow_ups", heading="Follow-ups", label="Follow-up"),
    MultiFieldPanel([FieldPanel("harms"), FieldPanel("study_funding")], "What else was reported"),
    MultiFieldPanel(
        [FieldPanel("conclusion"), FieldPanel("limitations"), FieldPanel("does_not_show")], "How to read it"
    ),
    FieldPanel("body"),
]
OUTCOME = [
    FieldRowPanel([FieldPanel("measure"), FieldPanel("time_point")]),
    FieldRowPanel([FieldPanel("effect"), FieldPanel("effect_unit")]),
    FieldRowPanel([FieldPanel("ci_low"), FieldPanel("ci_high"), FieldPanel("ci_level")]),
    FieldRowPanel([FieldPanel("numerator"), FieldPanel("denominator")]),
    FieldPanel("direction"),
    FieldPanel("note"),
]
