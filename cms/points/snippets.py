"""What several points share: the lines they are named after, and what a caution means."""

from typing import ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.core.api_fields import Choice, Facet, Html, Integer, Rendering, Text
from cms.core.fields import PROSE
from cms.core.models import ListedSnippet
from cms.core.schema_org import Node, SchemaOrg
from cms.points.codes import LAST_POINT, MeridianCode
from cms.points.markup import meridian
from cms.points.vocabulary import Caution, Severity, Sides


class Meridian(ListedSnippet):
    """One of the 14 lines that points are named after. A traditional idea; no structure in the body is known for it."""

    document_kind = "meridian"
    api_name = "meridians"

    code = models.CharField(max_length=2, choices=MeridianCode, unique=True)
    pinyin = models.CharField(max_length=100, blank=True)
    hanzi_traditional = models.CharField("Han characters, traditional", max_length=40, blank=True)
    hanzi_simplified = models.CharField("Han characters, simplified", max_length=40, blank=True)
    description = RichTextField(blank=True, features=PROSE)

    name_fields = (
        Choice(name="code", choices=tuple(MeridianCode.values)),
        Text(name="name", source="get_code_display"),
    )
    api_fields = (
        Text(name="uid"),
        Text(name="slug"),
        *name_fields,
        Text(name="pinyin", null=True, is_name=True),
        Text(name="hanzi_traditional", null=True, is_name=True),
        Text(name="hanzi_simplified", null=True, is_name=True),
        Integer(name="points", help="How many points the standard names on it."),
        Html(name="description", null=True),
        SchemaOrg(name="schema_org"),
    )
    panels: ClassVar = [
        FieldPanel(name) for name in ("code", "pinyin", "hanzi_traditional", "hanzi_simplified", "description", "slug")
    ]

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.get_code_display()} ({self.code})"

    def slug_source(self) -> str:
        return self.get_code_display()

    def schema_nodes(self, rendering: Rendering) -> list[Node]:
        return [meridian(self)]

    @property
    def points(self) -> int:
        return LAST_POINT[self.code]


class CautionRule(ListedSnippet):
    """What a caution that is ticked on a point asks of the people it is about.

    Points say which cautions they have; this says, once for all points, how serious each is and why. A rule for points
    of certain sides (on the bone of the spine, say) goes before the rule for all.
    """

    document_kind = "caution_rule"
    api_name = "caution-rules"

    caution = models.CharField(max_length=20, choices=Caution)
    sides = models.CharField(
        "only for points", max_length=10, choices=Sides, blank=True, help_text="Left empty: for all with this caution."
    )
    severity = models.CharField(max_length=10, choices=Severity)
    advice = models.TextField(help_text="What to do, said to the reader.")
    source = models.TextField(help_text="Where it comes from: a guideline, a textbook, tradition, our own reasoning.")
    evidence_note = models.TextField("what studies say", blank=True, help_text="Also when the answer is: nothing.")

    api_fields = (
        Text(name="uid"),
        Text(name="slug", summary=True),
        Choice(name="caution", choices=tuple(Caution.values), summary=True, help="As in the points' `caution_flags`."),
        Choice(
            name="sides", choices=tuple(Sides.values), null=True, summary=True, help="Null: for all with the caution."
        ),
        Choice(name="severity", choices=tuple(Severity.values), summary=True),
        Text(name="advice", summary=True, help="What to do, said to the reader."),
        Text(name="source"),
        Text(name="evidence_note", null=True),
    )
    facets = (
        Facet("caution", lambda rule: [rule.caution], frozenset(Caution.values)),
        Facet("severity", lambda rule: [rule.severity], frozenset(Severity.values)),
    )
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("caution"), FieldPanel("sides"), FieldPanel("severity")]),
        *(FieldPanel(name) for name in ("advice", "source", "evidence_note", "slug")),
    ]
    search_fields: ClassVar = [index.SearchField("advice")]

    class Meta:
        ordering: ClassVar = ["caution", "-sides"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["caution", "sides"],
                name="one_rule_a_caution",
                violation_error_message="There is a rule for this caution and these points already: change that one.",
            )
        ]

    def __str__(self) -> str:
        points = f", points: {self.get_sides_display().lower()}" if self.sides else ""
        return f"{self.get_caution_display()}{points}: {self.get_severity_display().lower()}"
