"""What a study measured and when it looked again: rows of a research summary."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from cms.core import rules
from cms.core.api_fields import Choice, Integer, Number, Text
from cms.core.validators import has_percentage
from cms.research import panels
from cms.research.vocabulary import Direction


class Outcome(Orderable):
    """One result. A percentage is never typed: it is computed from the people it counts."""

    page = ParentalKey("research.ResearchSummaryPage", on_delete=models.CASCADE, related_name="outcomes")
    measure = models.CharField(max_length=200, help_text="What was measured, and on which scale.")
    time_point = models.CharField(max_length=100, blank=True, help_text="When, like “after 6 weeks”.")
    effect = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    effect_unit = models.CharField(
        max_length=200, blank=True, help_text="What the number is: “difference in points, treated minus control”."
    )
    ci_low = models.DecimalField("interval from", max_digits=9, decimal_places=3, null=True, blank=True)
    ci_high = models.DecimalField("interval to", max_digits=9, decimal_places=3, null=True, blank=True)
    ci_level = models.PositiveSmallIntegerField(
        "confidence (%)", default=95, validators=[MinValueValidator(50), MaxValueValidator(99)]
    )
    numerator = models.PositiveIntegerField("people with it", null=True, blank=True, help_text="For a share of people.")
    denominator = models.PositiveIntegerField("of how many", null=True, blank=True, validators=[MinValueValidator(1)])
    direction = models.CharField(max_length=20, choices=Direction)
    note = models.TextField(blank=True)

    api_fields = (
        Text(name="measure"),
        Text(name="time_point", null=True),
        Number(name="effect", null=True),
        Text(name="effect_unit", null=True),
        Number(name="ci_low", null=True, help="Lower end of the confidence interval."),
        Number(name="ci_high", null=True, help="Upper end of the confidence interval."),
        Integer(name="ci_level", help="Confidence of the interval, per cent."),
        Integer(name="numerator", null=True),
        Integer(name="denominator", null=True),
        Number(name="percent", null=True, help="Numerator of denominator, per cent."),
        Choice(name="direction", choices=tuple(Direction.values)),
        Text(name="note", null=True),
    )
    panels = panels.OUTCOME

    def __str__(self) -> str:
        return f"{self.measure} {self.time_point}".strip()

    def clean(self) -> None:
        super().clean()
        rules.insist(self.interval_problems() | self.share_problems())

    @property
    def percent(self) -> Decimal | None:
        if self.numerator is None or not self.denominator:
            return None
        return round(Decimal(100 * self.numerator) / self.denominator, 1)

    def interval_problems(self) -> rules.Problems:
        """A confidence interval has two ends, and the effect lies between them."""
        if (self.ci_low is None) != (self.ci_high is None):
            return {"ci_low": "Give both ends of the interval, or neither."}
        return (
            rules.in_order(self.ci_low, self.ci_high, "ci_high", "The interval ends before it begins.")
            | rules.in_order(self.ci_low, self.effect, "effect", "The effect lies below its interval.")
            | rules.in_order(self.effect, self.ci_high, "effect", "The effect lies above its interval.")
        )

    def share_problems(self) -> rules.Problems:
        """A share says of how many people."""
        if self.numerator is not None and self.denominator is None:
            return {"denominator": "Say of how many people."}
        if self.denominator is not None and self.numerator is None:
            return {"numerator": "Say how many of them."}
        texts = f"{self.measure} {self.effect_unit} {self.note}"
        if self.denominator is None and has_percentage(texts):
            return {"denominator": "A percentage needs the people it counts: fill in how many, of how many."}
        message = "There cannot be more people with it than people counted."
        return rules.in_order(self.numerator, self.denominator, "numerator", message)


class FollowUp(Orderable):
    """A later look at the same people."""

    page = ParentalKey("research.ResearchSummaryPage", on_delete=models.CASCADE, related_name="follow_ups")
    time_point = models.CharField(max_length=100, help_text="Like “6 months after the start”.")
    n_followed = models.PositiveIntegerField("people followed", null=True, blank=True, help_text="Empty: not reported.")
    finding = models.TextField()

    api_fields = (
        Text(name="time_point"),
        Integer(name="n_followed", null=True, help="Null: not reported."),
        Text(name="finding"),
    )
    panels: ClassVar = [FieldRowPanel([FieldPanel("time_point"), FieldPanel("n_followed")]), FieldPanel("finding")]

    def __str__(self) -> str:
        return self.time_point
