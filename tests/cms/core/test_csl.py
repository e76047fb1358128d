from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core import csl

LINE = st.text(st.characters(categories=["L"]), min_size=1, max_size=12)
AUTHOR = st.one_of(LINE, st.tuples(LINE, LINE).map(", ".join))
DATE = st.sampled_from(["", "2006", "2006-03", "2006-03-25"])
PLAIN = st.fixed_dictionaries(
    {
        **dict.fromkeys(sorted(set(csl.PLAIN) - {"kind", "doi", "isbn"}), LINE),
        "kind": st.sampled_from(csl.Kind.values),
        "doi": st.just("10.1234/x"),
        "isbn": st.just("9240081789"),
        "authors": st.lists(AUTHOR, max_size=4).map("\n".join),
        "issued": DATE,
    }
)


@given(PLAIN)
def test_plain_fields_survive_the_way_through_csl(plain: dict[str, str]) -> None:
    """What an editor typed is what the form shows the next time, and it has no problems."""
    item = csl.from_plain(plain)
    assert csl.to_plain(item) == plain
    assert csl.problems(item) == []


def test_members_that_editors_do_not_see_are_kept() -> None:
    """Editing an imported item loses nothing; emptying a field removes it."""
    imported = {"type": "book", "title": "Old", "volume": "3", "language": "de"}
    edited = csl.from_plain({"kind": "book", "title": "New", "volume": ""}, keep=imported)
    assert edited == {"type": "book", "title": "New", "language": "de"}


@pytest.mark.parametrize(
    "change, message",
    [
        ({"type": "film"}, "kind of work"),
        ({"title": " "}, "title"),
        ({"author": [{"given": "Ann"}]}, "family name"),
        ({"issued": {"date-parts": [["soon"]]}}, "date of publication"),
    ],
)
def test_each_problem_is_named(change: dict[str, Any], message: str) -> None:
    """An incomplete item is refused with a sentence that says what to give."""
    assert message in csl.problems({"type": "book", "title": "A book", **change})[0]


def test_what_is_no_object_is_no_citation() -> None:
    """A list or a text in place of an item is refused."""
    assert csl.problems([]) == ["A citation is a CSL-JSON object."]
