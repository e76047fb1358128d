"""Acupuncture points, for pressing with a finger."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.fields import RichTextField

from cms.core import rules
from cms.core.api_fields import Choice, Choices, Computed, Embedded, Facet, Flag, Html, Picture, Rendering, Text
from cms.core.fields import PROSE, ChoiceListField
from cms.core.models import ContentPage, ReviewedPage
from cms.core.models.pages import TAG_FACET
from cms.core.schema_org import Node
from cms.points import panels
from cms.points.codes import MeridianCode, PointCodeField, meridian_of
from cms.points.markup import point
from cms.points.snippets import CautionRule, Meridian
from cms.points.vocabulary import Caution, Confidence, Pressure, Region, Sides

__all__ = ["CautionRule", "Meridian", "PointIndexPage", "PointPage"]


class PointIndexPage(ContentPage):
    """The list of all points."""

    schema_org_page = ("CollectionPage",)
    announces = False
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["points.PointPage"]


class PointPage(ReviewedPage):
    """One point: where it is, how to press it, what is known, and who should take care."""

    api_name = "points"
    schema_org_type = "DefinedTerm"
    parent_page_types: ClassVar = ["points.PointIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    facts = ("code", "location", "how_to_find", "how_to_press", "traditional_use", "evidence_note", "cautions")

    code = PointCodeField(
        max_length=10,
        help_text="The WHO code, like BL40 or EX-UE7. Other spellings (UB 40, Du4) are turned into it.",
    )
    pinyin = models.CharField("name in pinyin", max_length=60, help_text="Without tone marks, as in the WHO standard.")
    hanzi_traditional = models.CharField("Han characters, traditional", max_length=20)
    hanzi_simplified = models.CharField("Han characters, simplified", max_length=20)
    meridian = models.ForeignKey(
        Meridian,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The one the code begins with. Extra points (EX-…) have none.",
    )
    regions = ChoiceListField(vocabulary=Region, help_text="What this point is used for on this site.")
    sides = models.CharField(max_length=10, choices=Sides, default=Sides.PAIR)
    location = models.TextField("where it is", help_text="In words that a reader can follow on their own body.")
    how_to_find = RichTextField("how to find it", features=PROSE)
    how_to_press = RichTextField("how to press it", features=PROSE)
    seconds = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(5), MaxValueValidator(300)], help_text="How long to press, each time."
    )
    repetitions = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10)], help_text="How many times on each side."
    )
    pressure = models.PositiveSmallIntegerField(choices=Pressure, default=Pressure.MEDIUM)
    traditional_use = models.TextField(
        help_text="What it has been used for. Tradition is no proof; do not claim an effect."
    )
    evidence_note = models.TextField(
        "what studies say", help_text="Also when the answer is: nothing about this point alone."
    )
    caution_flags = ChoiceListField(vocabulary=Caution, help_text="Who should leave it out or be careful.")
    cautions = models.TextField(
        "take care", blank=True, help_text="The same in words. Needed when a caution is ticked."
    )
    drawing = models.ForeignKey("media.CustomImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    drawing_alt = models.CharField("description of the drawing", max_length=250, blank=True)
    confidence = models.CharField(
        "name and place",
        max_length=1,
        choices=Confidence,
        default=Confidence.GENERAL,
        help_text="How well they are checked.",
    )
    checked_by_clinician = models.BooleanField(default=False, help_text="A clinician has signed dose and cautions.")

    api_fields = (
        *ReviewedPage.api_fields,
        Text(name="code", summary=True, is_name=True, help="The WHO code."),
        Text(name="pinyin", summary=True, is_name=True),
        Text(name="hanzi_traditional", summary=True, is_name=True),
        Text(name="hanzi_simplified", summary=True, is_name=True),
        Embedded(
            name="meridian", null=True, fields=Meridian.name_fields, title="MeridianName", summary=True, listed=True
        ),
        Choices(name="regions", choices=tuple(Region.values), summary=True),
        Choice(name="sides", choices=tuple(Sides.values), summary=True),
        Text(name="location"),
        Html(name="how_to_find"),
        Html(name="how_to_press"),
        Computed(
            name="dose",
            compute=lambda page: {key: getattr(page, key) for key in ("seconds", "repetitions", "pressure")},
            value_schema={
                "title": "Dose",
                "type": "object",
                "properties": {
                    "seconds": {"type": "integer", "minimum": 5, "maximum": 300},
                    "repetitions": {"type": "integer", "minimum": 1, "maximum": 10},
                    "pressure": {"type": "integer", "minimum": 1, "maximum": 3},
                },
                "required": ["seconds", "repetitions", "pressure"],
            },
            help="Seconds for each press, presses on each side, and pressure from 1 (light) to 3 (firm).",
        ),
        Text(name="traditional_use"),
        Text(name="evidence_note"),
        Choices(name="caution_flags", choices=tuple(Caution.values), summary=True),
        Text(name="cautions", null=True),
        Picture(name="drawing", alt="drawing_alt", summary=True),
        Choice(name="confidence", choices=tuple(Confidence.values), help="A: WHO standard; B: secondary; C: general."),
        Flag(name="checked_by_clinician", help="Whether a clinician has signed dose and cautions."),
    )
    facets = (
        TAG_FACET,
        Facet("meridian", lambda page: filter(None, [meridian_of(page.code)]), frozenset(MeridianCode.values)),
        Facet("region", lambda page: page.regions, frozenset(Region.values)),
        Facet("side", lambda page: [page.sides], frozenset(Sides.values)),
        Facet("caution", lambda page: page.caution_flags, frozenset(Caution.values)),
    )
    content_panels: ClassVar = [*ReviewedPage.content_panels, *panels.POINT]

    def thing_markup(self, rendering: Rendering) -> Node:
        return point(self)

    def contradictions(self) -> rules.Problems:
        expected = meridian_of(self.code)
        if self.meridian and self.code and self.meridian.code != expected:
            message = f"The code {self.code} belongs to {expected or 'no meridian'}, not to {self.meridian}."
            return super().contradictions() | {"meridian": message}
        return super().contradictions()

    def gaps(self) -> rules.Problems:
        problems = super().gaps() | rules.picture_has_text(self.drawing, self.drawing_alt, "drawing_alt")
        if not self.meridian and meridian_of(self.code):
            problems["meridian"] = f"Choose the meridian that {self.code} lies on."
        if self.caution_flags and not self.cautions.strip():
            problems["cautions"] = "Say in words who should take care, and how."
        return problems
