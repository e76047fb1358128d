import pytest

from cms.catalogue.markup import AVAILABILITY, FORMATS
from cms.catalogue.vocabulary import Availability, BookFormat
from tests.schema_org import faults


@pytest.mark.parametrize("value", AVAILABILITY.values())
def test_every_availability_is_schema_orgs(value: str) -> None:
    """Each of our words for whether a thing can be had has one of schema.org's."""
    assert faults([{"@type": "Offer", "availability": f"https://schema.org/{value}"}]) == []
    assert set(AVAILABILITY) == set(Availability.values)


@pytest.mark.parametrize("value", FORMATS.values())
def test_every_format_is_schema_orgs(value: str) -> None:
    """Each of our words for what a book comes as has one of schema.org's."""
    assert faults([{"@type": "Book", "bookFormat": f"https://schema.org/{value}"}]) == []
    assert set(FORMATS) == set(BookFormat.values)
