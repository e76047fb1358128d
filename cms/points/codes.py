"""The codes of acupuncture points.

Source: WHO, Standard Acupuncture Nomenclature (1991) and Standard Acupuncture Point Locations (2008): 14 meridians
with 361 points, and extra points by body part (EX-HN head and neck, B back, CA chest and abdomen, UE and LE limbs).
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import models


class MeridianCode(models.TextChoices):
    """The prefixes of the 14 meridians."""

    LU = "LU", "Lung"
    LI = "LI", "Large Intestine"
    ST = "ST", "Stomach"
    SP = "SP", "Spleen"
    HT = "HT", "Heart"
    SI = "SI", "Small Intestine"
    BL = "BL", "Bladder"
    KI = "KI", "Kidney"
    PC = "PC", "Pericardium"
    TE = "TE", "Triple Energizer"
    GB = "GB", "Gallbladder"
    LR = "LR", "Liver"
    GV = "GV", "Governor Vessel"
    CV = "CV", "Conception Vessel"


LAST_POINT = {
    "LU": 11,
    "LI": 20,
    "ST": 45,
    "SP": 21,
    "HT": 9,
    "SI": 19,
    "BL": 67,
    "KI": 27,
    "PC": 9,
    "TE": 23,
    "GB": 44,
    "LR": 14,
    "GV": 28,
    "CV": 24,
}
# Prefixes that books use besides WHO's.
ALIASES = {"UB": "BL", "DU": "GV", "SJ": "TE", "TH": "TE", "LV": "LR", "REN": "CV", "RN": "CV"}
# Tender spots: a name without a place, and without a number in the standard.
ASHI = "ASHI"
EXTRA_PARTS = ("HN", "CA", "B", "UE", "LE")
POINT = re.compile(r"([A-Z]{2,3})0*(\d{1,2})", re.ASCII)
EXTRA = re.compile(rf"EX-?({'|'.join(EXTRA_PARTS)})0*([1-9]\d?)", re.ASCII)
SPELLED = re.compile(
    rf"\b(?:EX[\s_.-]*(?:{'|'.join(EXTRA_PARTS)})|[A-Z]{{2,3}})[\s_.-]*\d{{1,3}}\b", re.ASCII | re.IGNORECASE
)


def canonical(text: str) -> str:
    """The WHO code of a point, from the ways people write it: `bl-40`, `UB 40`, `Du4`, `ex-ue7`.

    Tender spots, which have no code there, are `ASHI`.

    Args:
        text: a code as typed.

    Raises:
        ValidationError: there is no such point; the message says what to change.
    """
    compact = re.sub(r"[\s_.]+", "", text).upper()
    if compact == ASHI:
        return ASHI
    if compact.startswith("EX"):
        return _extra(text, compact)
    point = POINT.fullmatch(compact.replace("-", ""))
    if not point:
        raise ValidationError(f"“{text}” is not a point code. Write a meridian and a number (BL40), EX-UE7 or ASHI.")
    prefix, number = ALIASES.get(point[1], point[1]), int(point[2])
    if prefix not in LAST_POINT:
        raise ValidationError(f"There is no meridian “{point[1]}”. Use one of {', '.join(LAST_POINT)}.")
    if not 1 <= number <= LAST_POINT[prefix]:
        raise ValidationError(f"{prefix} has points 1 to {LAST_POINT[prefix]}; there is no {prefix}{number}.")
    return f"{prefix}{number}"


def codes_in(text: str) -> Iterator[tuple[str, str]]:
    """The points that a text names by code: each as it is spelled there, and as the WHO writes it."""
    for match in SPELLED.finditer(text):
        with suppress(ValidationError):  # looks like a code and is none: then it is a word like any other
            yield match[0], canonical(match[0])


def prefixes_of(code: str) -> tuple[list[str], str]:
    """The prefixes by which books call a point with this canonical code, and its number."""
    prefix = code.rstrip("0123456789")
    return [prefix, *(alias for alias, known in ALIASES.items() if known == prefix)], code.removeprefix(prefix)


def _extra(text: str, compact: str) -> str:
    point = EXTRA.fullmatch(compact)
    if not point:
        parts = ", ".join(f"EX-{part}" for part in EXTRA_PARTS)
        raise ValidationError(f"“{text}” is not an extra point. Write one of {parts} and a number, like EX-UE7.")
    return f"EX-{point[1]}{point[2]}"


def meridian_of(code: str) -> str:
    """The meridian's prefix in a canonical code; empty for an extra point or a tender spot, which lie on none."""
    return "" if code == ASHI or code.startswith("EX-") else code.rstrip("0123456789")


class PointCodeField(models.CharField):  # type: ignore[type-arg] # Django has no generic fields at run time
    """A point's code; however it is typed, the WHO's is what is stored."""

    def clean(self, value: str, model_instance: models.Model | None) -> str:
        return canonical(super().clean(value, model_instance))
