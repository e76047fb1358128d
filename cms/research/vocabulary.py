"""The closed vocabularies of research summaries."""

from django.db import models


class Design(models.TextChoices):
    REVIEW = "systematic_review", "Systematic review or meta-analysis"
    TRIAL = "randomised_trial", "Randomised controlled trial"
    NON_RANDOMISED = "non_randomised", "Controlled, not randomised"
    COHORT = "cohort", "Cohort study"
    BEFORE_AFTER = "before_after", "Before and after, no comparison"
    CASE_SERIES = "case_series", "Case series"
    QUALITATIVE = "qualitative", "Qualitative study"
    OTHER = "other", "Other"


class EvidenceLevel(models.IntegerChoices):
    """Levels for treatment benefit; 2 is also for an observation with a dramatic effect.

    Source: OCEBM Levels of Evidence Working Group, "The Oxford 2011 Levels of Evidence".
    """

    ONE = 1, "1: review of randomised trials"
    TWO = 2, "2: randomised trial"
    THREE = 3, "3: controlled, not randomised"
    FOUR = 4, "4: case series, before and after"
    FIVE = 5, "5: reasoning from mechanism"


class Direction(models.TextChoices):
    """Whom a result favours; an uncertain difference is none."""

    INTERVENTION = "intervention", "In favour of the intervention"
    NONE = "none", "No clear difference"
    COMPARATOR = "comparator", "In favour of the comparison"
    NOT_COMPARED = "not_compared", "Not compared with anything"
