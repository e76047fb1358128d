"""The closed vocabularies that several families share."""

from django.db import models


class Modality(models.TextChoices):
    """What is done to, or by, people. Evidence for one modality is indirect for another."""

    SELF_ACUPRESSURE = "self_acupressure", "Acupressure, by oneself"
    ACUPRESSURE = "acupressure", "Acupressure, by a therapist"
    ACUPUNCTURE = "acupuncture", "Acupuncture (needles)"
    REFLEXOLOGY = "reflexology", "Reflexology"
    MASSAGE = "massage", "Massage"
    EXERCISE = "exercise", "Exercise"
    COMBINED = "combined", "Several treatments together"
    OTHER = "other", "Other"
