"""The number of a book (ISO 2108), stored in its form of 13 digits."""

from django.db import models

from cms.core.validators import normalise_isbn, validate_isbn

BOOKLAND = "978"


def canonical(text: str) -> str:
    """The 13 digits of an ISBN as people write it: with hyphens, with spaces, or in the old form of ten.

    Args:
        text: an ISBN as typed.

    Raises:
        ValidationError: the number has another length, or its check digit does not match.
    """
    validate_isbn(text)
    isbn = normalise_isbn(text)
    return isbn if len(isbn) == 13 else _with_check_digit(BOOKLAND + isbn[:9])


def _with_check_digit(digits: str) -> str:
    """Twelve digits and the thirteenth, which brings the sum with weights 1 and 3 to a multiple of 10."""
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


class IsbnField(models.CharField):  # type: ignore[type-arg] # Django has no generic fields at run time
    """A book's number; however it is typed, 13 digits are what is stored."""

    def clean(self, value: str, model_instance: models.Model | None) -> str:
        text = super().clean(value, model_instance)
        return canonical(text) if text else text
