"""The forms of published identifiers, and of numbers that must not stand alone. Each message says what to do."""

import re

from django.core.exceptions import ValidationError

DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
DOI_PREFIX = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
PMID = re.compile(r"[1-9]\d{0,7}", re.ASCII)
ORCID = re.compile(r"(\d{4}-){3}\d{3}[\dX]", re.ASCII)
PERCENTAGE = re.compile(r"\d\s*(%|per\s?cent\b)", re.IGNORECASE)


def normalise_doi(value: str) -> str:
    """A DOI without the resolver or `doi:` in front of it."""
    return DOI_PREFIX.sub("", value.strip())


def normalise_isbn(value: str) -> str:
    """An ISBN without hyphens and spaces."""
    return re.sub(r"[\s\-\u2010\u2013]", "", value).upper()


def validate_doi(value: str) -> None:
    """Refuse what cannot be a DOI (ISO 26324: `10.`, a registrant of 4 to 9 digits, a slash, a suffix).

    Raises:
        ValidationError: the value has another form.
    """
    if not DOI.fullmatch(normalise_doi(value)):
        raise ValidationError("A DOI starts with “10.” and has a slash, like 10.1136/bmj.38744.672616.AE.")


def validate_pmid(value: str) -> None:
    """Refuse what cannot be a PubMed number (one to eight digits, the first not 0).

    Raises:
        ValidationError: the value has another form.
    """
    if not PMID.fullmatch(value):
        raise ValidationError("A PMID is a number of up to eight digits, like 16488895. Leave out “PMID:”.")


def validate_isbn(value: str) -> None:
    """Refuse an ISBN whose check digit is wrong (ISO 2108: weights 10 to 1 mod 11, or 1 and 3 mod 10).

    Raises:
        ValidationError: the value has another form, or its check digit does not match.
    """
    isbn = normalise_isbn(value)
    if not (_is_isbn13(isbn) or _is_isbn10(isbn)):
        raise ValidationError("This is not a valid ISBN: compare its 10 or 13 digits with the book, also the last one.")


def _is_isbn13(isbn: str) -> bool:
    if not re.fullmatch(r"97[89][0-9]{10}", isbn):
        return False
    return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(isbn)) % 10 == 0


def _is_isbn10(isbn: str) -> bool:
    if not re.fullmatch(r"[0-9]{9}[0-9X]", isbn):
        return False
    digits = [10 if digit == "X" else int(digit) for digit in isbn]
    return sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11 == 0


def validate_orcid(value: str) -> None:
    """Refuse an ORCID iD whose check digit is wrong (ISO 7064, mod 11-2).

    Raises:
        ValidationError: the value has another form, or its check digit does not match.
    """
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + (int(digit) if digit.isdigit() else 0)) * 2
    expected = "0123456789X"[(12 - total % 11) % 11]
    if not ORCID.fullmatch(value) or value[-1] != expected:
        raise ValidationError("An ORCID iD has four groups of four, like 0000-0002-1825-0097. Leave out the address.")


def has_percentage(text: str) -> bool:
    """Whether a text names a percentage in figures."""
    return bool(PERCENTAGE.search(text))
