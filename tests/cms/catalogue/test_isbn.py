import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.catalogue.isbn import canonical
from cms.core.validators import validate_isbn


@pytest.mark.parametrize(
    "typed, stored",
    [
        ("978-92-9061-248-3", "9789290612483"),
        ("978 92 4 008178 9", "9789240081789"),
        ("92-4-154417-1", "9789241544177"),
        ("0-8044-2957-X", "9780804429573"),
        ("0-8044-2957-x", "9780804429573"),
    ],
)
def test_an_isbn_is_stored_as_thirteen_digits(typed: str, stored: str) -> None:
    """Hyphens and spaces are left out, and the old form of ten becomes the new one, with its own check digit."""
    assert canonical(typed) == stored


@pytest.mark.parametrize("typed", ["978-92-9061-248-7", "92-4-154417-2", "9771234567898", "12", "ISBN 9789290612483"])
def test_what_is_no_isbn_is_refused(typed: str) -> None:
    """A wrong check digit, another length or another number is refused."""
    with pytest.raises(ValidationError, match="not a valid ISBN"):
        canonical(typed)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_every_old_number_becomes_a_valid_new_one(digits: str) -> None:
    """Whatever the nine digits, the number of thirteen made from them is valid and stays as it is."""
    check = -sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11
    isbn = canonical(digits + ("X" if check == 10 else str(check)))
    validate_isbn(isbn)
    assert canonical(isbn) == isbn
