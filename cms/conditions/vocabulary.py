"""The closed vocabularies of conditions and protocols."""

from django.db import models


class BodyArea(models.TextChoices):
    """Where a condition is felt, from head to foot."""

    HEAD = "head", "Head and face"
    NECK = "neck", "Neck and shoulders"
    BACK = "back", "Back"
    CHEST = "chest", "Chest"
    ABDOMEN = "abdomen", "Belly and pelvis"
    ARM = "arm", "Arms and hands"
    LEG = "leg", "Legs and feet"
    WHOLE = "whole", "Whole body"


class Kind(models.TextChoices):
    """What a protocol is for."""

    GENERAL = "general", "General: for everybody with the condition"
    SPECIFIC = "specific", "Specific: for one region or one type of pain"
    ADJUNCT = "adjunct", "Adjunct: may be added"


class Laterality(models.TextChoices):
    """On which side of the body a point is pressed."""

    PAIR = "pair", "Left and right"
    MIDLINE = "midline", "On the midline"
    AFFECTED = "affected", "The side that hurts"
    OPPOSITE = "opposite", "The side that does not hurt"


class Role(models.TextChoices):
    """Why a point belongs to a protocol."""

    LOCAL = "local", "Near the pain"
    DISTANT = "distant", "Away from the pain"
    OPTIONAL = "optional", "Optional"
