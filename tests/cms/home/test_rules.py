import pytest
from django.core.exceptions import ValidationError

from cms.home import rules


@pytest.mark.parametrize("value", ["1989", "1989-10", "2008-02-29"])
def test_a_date_may_be_as_exact_as_it_is_known(value: str) -> None:
    """A year, a month and a day are dates."""
    rules.validate_partial_date(value)


@pytest.mark.parametrize(
    "value", ["", "89", "1989-13", "1989-10-32", "2007-02-29", "1989-1", "October 1989", "1989-10-"]
)
def test_what_is_no_date_is_refused(value: str) -> None:
    """Other forms, and days that never were, are refused with an example."""
    with pytest.raises(ValidationError, match="1989-10-30"):
        rules.validate_partial_date(value)


def test_a_later_edition_says_what_is_new() -> None:
    """Only the first edition needs no explanation."""
    assert rules.edition_is_explained(1, "") == {}
    assert rules.edition_is_explained(2, "A new address.") == {}
    assert list(rules.edition_is_explained(2, " ")) == ["what_changed"]


@pytest.mark.parametrize(
    "edition, wording, holds",
    [(2, "old", True), (2, "new", False), (3, "new", True), (3, "old", True), (1, "old", False)],
)
def test_an_edition_stands_for_one_wording(edition: int, wording: str, holds: bool) -> None:
    """After edition 2 was published, other words need a higher number, and no number comes back."""
    assert (rules.edition_is_new((2, "old"), edition, wording) == {}) is holds
