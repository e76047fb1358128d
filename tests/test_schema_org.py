from typing import Any

import pytest

from cms.core.api_fields import Json
from tests.schema_org import faults

BOOK = {"@type": "Book", "@id": "#b", "name": "Points", "numberOfPages": 12, "bookFormat": "https://schema.org/EBook"}


def test_what_the_vocabulary_allows_is_no_fault() -> None:
    """Own, inherited and referred-to members are found, in nested nodes too."""
    page = {"@type": ["ItemPage", "Article"], "dateModified": "2026-11-23T10:00:00+00:00", "mainEntity": BOOK}
    whole = {"@id": "https://www.example.org/#website"}
    assert faults([page, {"@type": "WebPage", "about": [BOOK], "isPartOf": whole}]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Books"},
        {"pages": 12},
        {"reviewedBy": {"@type": "Person", "name": "Rita"}},
        {"numberOfPages": "12"},
        {"bookFormat": "https://schema.org/InStock"},
        {"author": "Ann"},
        {"author": {"@id": "#b"}},
        {"datePublished": "last year"},
        {"dateModified": None},
        {"isAccessibleForFree": "true"},
        {"image": {"@type": "ImageObject", "width": 640}},
        {"reviews": []},
        {"map": "https://x.example/"},
    ],
)
def test_what_the_vocabulary_does_not_know_is_a_fault(wrong: dict[str, Any]) -> None:
    """Types and members that are not there or replaced, members of other types, and values out of their range."""
    node: Json = {**BOOK, **wrong}
    assert faults([node])
