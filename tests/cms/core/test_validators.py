import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.core.validators import (
    has_percentage,
    normalise_doi,
    validate_doi,
    validate_isbn,
    validate_orcid,
    validate_pmid,
)

DIGITS = st.text("0123456789", min_size=9, max_size=9)


@pytest.mark.parametrize(
    "doi",
    [
        "10.1136/bmj.38744.672616.AE",
        "https://doi.org/10.1093/pm/pnz138",
        "doi: 10.1002/14651858.CD013814",
        "10.1234/(x)",
    ],
)
def test_dois_are_accepted_in_their_usual_spellings(doi: str) -> None:
    """A DOI is accepted with or without its resolver in front."""
    validate_doi(doi)
    assert normalise_doi(doi).startswith("10.")


@pytest.mark.parametrize("text", ["", "11.1136/x", "10.12/x", "10.1136", "10.1136/", "10.1136/a b", "bmj.38744"])
def test_other_texts_are_no_doi(text: str) -> None:
    """What lacks a registrant, a slash or a suffix is refused with an example."""
    with pytest.raises(ValidationError, match="like 10"):
        validate_doi(text)


@pytest.mark.parametrize("pmid, holds", [("1", True), ("16488895", True), ("0123", False), ("123456789", False)])
def test_pmids_are_numbers_of_up_to_eight_digits(pmid: str, holds: bool) -> None:
    """A PMID is one to eight digits and does not begin with 0."""
    try:
        validate_pmid(pmid)
    except ValidationError:
        assert not holds
    else:
        assert holds


@pytest.mark.parametrize("text", ["PMID 16488895", "16488895.", "", "1\u0662", "12\n"])
def test_other_texts_are_no_pmid(text: str) -> None:
    """Prefixes, punctuation and digits of other scripts are refused."""
    with pytest.raises(ValidationError):
        validate_pmid(text)


@pytest.mark.parametrize("isbn", ["978-92-4-008178-9", "9789240081789", "92-4-154417-1", "9290612487", "080442957X"])
def test_isbns_with_the_right_check_digit_are_accepted(isbn: str) -> None:
    """Both lengths are accepted, with or without hyphens."""
    validate_isbn(isbn)


@given(DIGITS, st.integers(0, 9))
def test_exactly_one_check_digit_makes_an_isbn_13(digits: str, last: int) -> None:
    """Of the ten possible last digits of an ISBN-13, one is accepted."""
    accepted = [check for check in range(10) if _accepts(f"978{digits}{check}")]
    assert len(accepted) == 1


@given(DIGITS)
def test_exactly_one_check_digit_makes_an_isbn_10(digits: str) -> None:
    """Of the eleven possible last digits of an ISBN-10, one is accepted."""
    assert len([check for check in "0123456789X" if _accepts(digits + check)]) == 1


def test_the_misprinted_isbn_of_a_real_book_is_refused() -> None:
    """The WHO's book of point locations prints an ISBN-13 with the check digit of its ISBN-10."""
    with pytest.raises(ValidationError, match="also the last one"):
        validate_isbn("978-92-9061-248-7")


def _accepts(isbn: str) -> bool:
    try:
        validate_isbn(isbn)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
def test_published_orcid_ids_are_accepted(orcid: str) -> None:
    """The examples in ORCID's own documentation are valid."""
    validate_orcid(orcid)


@pytest.mark.parametrize(
    "text", ["0000-0002-1825-0098", "0000000218250097", "", "https://orcid.org/0000-0002-1825-0097"]
)
def test_other_texts_are_no_orcid_id(text: str) -> None:
    """A wrong check digit, missing hyphens and addresses are refused."""
    with pytest.raises(ValidationError):
        validate_orcid(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("fell by 35%", True),
        ("88 % of them", True),
        ("20 per cent", True),
        ("20 percent", True),
        ("per cent", False),
        ("95", False),
    ],
)
def test_percentages_are_found_in_figures(text: str, expected: bool) -> None:
    """A number with a per cent sign or word is a percentage; the word alone is not."""
    assert has_percentage(text) is expected
