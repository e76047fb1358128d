"""The closed vocabularies of point pages."""

from django.db import models


class Sides(models.TextChoices):
    PAIR = "pair", "Left and right"
    MIDLINE = "midline", "On the midline"
    SEVERAL = "several", "Several places"


class Region(models.TextChoices):
    """What the point is used for here, by part of the back."""

    GENERAL = "general", "Back in general"
    HIGH = "high", "High back"
    MID = "mid", "Mid back"
    LOW = "low", "Low back"
    SCIATICA = "sciatica", "Sciatica"


class Caution(models.TextChoices):
    """Why a person may have to leave a point out, or press it more lightly."""

    PREGNANCY = "pregnancy", "Pregnancy"
    NECK = "neck", "Neck injury or dizziness"
    SPINE = "spine", "On the bone of the spine"
    OSTEOPOROSIS = "osteoporosis", "Osteoporosis or risk of fracture"
    NERVE = "nerve", "Near a nerve"
    VESSEL = "vessel", "Near a blood vessel"
    CLOT = "dvt", "Suspected blood clot in a leg"
    VARICOSE = "varicose", "Varicose veins"
    SKIN = "skin", "Broken or fragile skin"
    LOCAL = "local", "Lump, inflammation or unexplained tenderness"


class Severity(models.TextChoices):
    """What a caution asks of the people it is about, the most serious first."""

    LEAVE_OUT = "leave_out", "Leave the point out"
    ASK = "ask", "Ask a clinician first"
    LIGHTEN = "lighten", "Press lightly"


class Confidence(models.TextChoices):
    """How well name and place have been checked."""

    STANDARD = "A", "Checked against the WHO standard"
    SECONDARY = "B", "From secondary sources"
    GENERAL = "C", "From general knowledge"


class Pressure(models.IntegerChoices):
    LIGHT = 1, "Light"
    MEDIUM = 2, "Medium"
    FIRM = 3, "Firm, but comfortable"
