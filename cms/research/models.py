"""Summaries of studies, with what they do not show."""

from typing import ClassVar

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.core.api_fields import Choice, Embedded, Facet, Flag, Html, Integer, Number, Rendering, Rows, Stream, Text
from cms.core.blocks import ContentStreamBlock
from cms.core.claims import ClaimContext
from cms.core.fields import PROSE
from cms.core.models import ContentPage, Reference, ReviewedPage
from cms.core.models.pages import TAG_FACET
from cms.core.rules import Problems
from cms.core.schema_org import Node
from cms.core.vocabulary import Modality
from cms.research import panels, rules
from cms.research.markup import paper
from cms.research.rows import FollowUp, Outcome
from cms.research.vocabulary import Design, EvidenceLevel

__all__ = ["FollowUp", "Outcome", "ResearchIndexPage", "ResearchSummaryPage"]

NOT_REPORTED = "Left empty: the paper does not report it, and the page says so."


class ResearchIndexPage(ContentPage):
    """The list of all research summaries."""

    schema_org_page = ("CollectionPage",)
    announces = False
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["research.ResearchSummaryPage"]


class ResearchSummaryPage(ReviewedPage):
    """One study in plain words. In its JSON, null means “not reported”."""

    api_name = "research"
    schema_org_page = ("MedicalWebPage", "Article")
    parent_page_types: ClassVar = ["research.ResearchIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    claim_context = ClaimContext(
        sources=("references", "reference"), denials=frozenset({"does_not_show", "limitations"}), of_a_study=True
    )
    facts = (
        *(
            "reference",
            "design",
            "modality",
            "evidence_level",
            "n_enrolled",
            "population",
            "intervention",
            "comparator",
        ),
        *("harms", "study_funding", "conclusion", "limitations", "does_not_show"),
    )

    reference = models.ForeignKey(Reference, on_delete=models.SET_NULL, null=True, related_name="+")
    verified = models.BooleanField(
        "compared with the paper", default=False, help_text="With the whole paper or its abstract; say which below."
    )
    verification_note = models.TextField(blank=True, help_text="What was compared with what; what could not be found.")
    design = models.CharField(max_length=20, choices=Design)
    evidence_level = models.PositiveSmallIntegerField(
        "OCEBM level", choices=EvidenceLevel, null=True, help_text="For the benefit of a treatment (Oxford, 2011)."
    )
    modality = models.CharField(max_length=20, choices=Modality, help_text="What was studied, not what we write about.")
    n_enrolled = models.PositiveIntegerField("people enrolled", null=True, blank=True)
    n_analysed = models.PositiveIntegerField("people analysed", null=True, blank=True, help_text=NOT_REPORTED)
    n_not_reported = models.BooleanField("number of people not reported", default=False)
    age_min = models.PositiveSmallIntegerField("youngest", null=True, blank=True, help_text="Years.")
    age_mean = models.DecimalField(
        "mean age", max_digits=4, decimal_places=1, null=True, blank=True, help_text="Years."
    )
    age_max = models.PositiveSmallIntegerField("oldest", null=True, blank=True, help_text="Years.")
    population = models.TextField(help_text="Who took part, and where.")
    intervention = models.TextField(help_text="What was done: how often, how long, by whom.")
    comparator = models.TextField("compared with", blank=True, help_text="Left empty: with nothing.")
    harms = models.TextField("unwanted effects", blank=True, help_text=NOT_REPORTED)
    study_funding = models.TextField("who paid for the study", blank=True, help_text=NOT_REPORTED)
    conclusion = models.TextField("in short", help_text="What it found, in plain and careful words.")
    limitations = RichTextField(features=PROSE, help_text="Every study has some.")
    does_not_show = RichTextField(
        "what it does not show", features=PROSE, help_text="What readers might wrongly conclude."
    )
    body = StreamField(ContentStreamBlock(), blank=True, verbose_name="more about it")

    api_fields = (
        *ReviewedPage.api_fields,
        Embedded(
            name="reference",
            null=True,
            fields=Reference.cited_fields,
            title="Reference",
            listed=True,
            quoted=False,
            help="The paper itself.",
        ),
        Text(name="doi", source="reference.doi", null=True, summary=True, quoted=False),
        Text(name="pmid", source="reference.pmid", null=True, summary=True, quoted=False),
        Flag(name="verified", summary=True, help="Whether this summary was compared with the paper or its abstract."),
        Text(name="verification_note", null=True, quoted=False),
        Choice(name="design", choices=tuple(Design.values), summary=True),
        Integer(name="evidence_level", null=True, summary=True, help="OCEBM 2011, for treatment benefit: 1 to 5."),
        Choice(name="modality", choices=tuple(Modality.values), summary=True),
        Integer(name="n_enrolled", null=True, summary=True),
        Integer(name="n_analysed", null=True),
        Integer(name="age_min", null=True, help="Years."),
        Number(name="age_mean", null=True, help="Years."),
        Integer(name="age_max", null=True, help="Years."),
        Text(name="population"),
        Text(name="intervention"),
        Text(name="comparator", null=True, help="Null: compared with nothing."),
        Rows(name="outcomes", fields=Outcome.api_fields, title="Outcome"),
        Rows(name="follow_ups", fields=FollowUp.api_fields, title="FollowUp"),
        Text(name="harms", null=True),
        Text(name="study_funding", null=True),
        Text(name="conclusion", summary=True),
        Html(name="limitations"),
        Html(name="does_not_show"),
        Stream(name="body", block=ContentStreamBlock()),
    )
    facets = (
        TAG_FACET,
        Facet("modality", lambda page: [page.modality], frozenset(Modality.values)),
        Facet("design", lambda page: [page.design], frozenset(Design.values)),
        Facet(
            "evidence_level",
            lambda page: [] if page.evidence_level is None else [str(page.evidence_level)],
            frozenset(str(level) for level in EvidenceLevel.values),
        ),
        Facet("verified", lambda page: ["true" if page.verified else "false"], frozenset({"true", "false"})),
    )
    content_panels: ClassVar = [*ReviewedPage.content_panels, *panels.STUDY]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        index.SearchField("conclusion"),
        index.SearchField("body"),
    ]

    def page_markup(self, rendering: Rendering) -> Node:
        return {"mainEntity": paper(self)} if self.reference else {}

    def contradictions(self) -> Problems:
        return (
            super().contradictions()
            | rules.numbers_of_people(self.n_enrolled, self.n_analysed, self.n_not_reported)
            | rules.ages(self.age_min, self.age_mean, self.age_max)
            | rules.outcomes_hold(self.outcomes.all())
        )

    def gaps(self) -> Problems:
        return super().gaps() | rules.number_is_given(self.n_enrolled, self.n_not_reported)
