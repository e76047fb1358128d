from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cms.core.api_fields import (
    ApiField,
    Choice,
    Choices,
    Computed,
    Date,
    Embedded,
    Facet,
    Flag,
    Html,
    Integer,
    Link,
    Links,
    Number,
    Picture,
    Rows,
    Strings,
    Text,
    facet_values,
    object_schema,
    present,
)
from tests.cms.rendering import PlainRendering, assert_fits


@dataclass(eq=False)
class Thing:
    title: str = "A title"
    code: str = "b"
    codes: list[str] = field(default_factory=lambda: ["a", "b"])
    count: int | None = 3
    size: Decimal | None = Decimal("2.50")
    day: date = date(2026, 11, 2)
    empty: str = ""
    picture: object | None = None
    alt: str = "What it shows"
    other: "Thing | None" = None
    others: list["Thing"] = field(default_factory=list)

    def shout(self) -> str:
        return self.title.upper()


NAME = (Text(name="title"),)
FIELDS: list[tuple[ApiField, Any]] = [
    (Text(name="title"), "A title"),
    (Text(name="loud", source="shout"), "A TITLE"),
    (Text(name="empty"), ""),
    (Text(name="empty", null=True), None),
    (Choice(name="code", choices=("a", "b")), "b"),
    (Choice(name="empty", choices=("a", "b"), null=True), None),
    (Choices(name="codes", choices=("a", "b")), ["a", "b"]),
    (Strings(name="codes"), ["a", "b"]),
    (Integer(name="count", null=True), 3),
    (Number(name="size", null=True), 2.5),
    (Number(name="count"), 3),
    (Flag(name="is", source="alt.istitle"), False),
    (Date(name="day"), "2026-11-02"),
    (Html(name="title"), "rendered:A title"),
    (Picture(name="picture", alt="alt"), None),
    (Link(name="other"), {"title": "The other"}),
    (Links(name="others"), [{"title": "The other"}]),
    (Links(name="others", target="other"), []),
    (Embedded(name="other", fields=NAME, null=True), {"title": "The other"}),
    (Embedded(name="nobody", source="other.other", fields=NAME, null=True), None),
    (Text(name="far", source="other.other.title", null=True), None),
    (Rows(name="others", fields=NAME), [{"title": "The other"}]),
    (Computed(name="sum", compute=lambda thing: thing.count + 1, value_schema={"type": "integer"}), 4),
]


@pytest.mark.parametrize("api_field, expected", FIELDS, ids=map(str, range(len(FIELDS))))
def test_every_field_presents_what_its_schema_promises(api_field: ApiField, expected: Any) -> None:
    """Each field gives the expected value, and the value fits the field's schema."""
    other = Thing(title="The other")
    owner = Thing(other=other, others=[other])
    value = present(owner, [api_field], PlainRendering())
    assert value == {api_field.name: expected}
    assert_fits(value, object_schema([api_field]))


def test_hidden_pages_leave_no_trace() -> None:
    """A page that the audience may not see is null as a link and absent from a list."""
    hidden, shown = Thing(title="Hidden"), Thing(title="Shown")
    owner = Thing(other=hidden, others=[hidden, shown])
    value = present(owner, [Link(name="other"), Links(name="others")], PlainRendering(hidden=[hidden]))
    assert value == {"other": None, "others": [{"title": "Shown"}]}


def test_a_picture_takes_its_text_from_the_row() -> None:
    """The text alternative is the one beside the picture on the row."""
    shown = Picture(name="picture", alt="alt").read(Thing(picture=object()), PlainRendering())
    assert shown["alt"] == "What it shows"


def test_a_missing_attribute_is_a_mistake_and_not_null() -> None:
    """A field that names what its row lacks fails loudly."""
    with pytest.raises(AttributeError):
        Text(name="nonsense", null=True).read(Thing(), PlainRendering())
    with pytest.raises(AttributeError):
        Text(name="nonsense", source="other.nonsense").read(Thing(other=Thing()), PlainRendering())


def test_facets_are_sorted_and_without_repeats() -> None:
    """Equal pages give equal facets, whatever the order of their rows."""
    facets = [Facet("code", lambda thing: ["b", "a", "b"]), Facet("none", lambda thing: [])]
    assert facet_values(Thing(), facets, PlainRendering()) == {"code": ["a", "b"], "none": []}
