from datetime import UTC, datetime

from cms.publications.dates import dated

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_markup_gets_the_time_of_the_change() -> None:
    """The gaps of a rendering are filled, however deep, and nothing else is touched."""
    graph = [{"dateModified": None, "name": None, "hasPart": {"dateModified": None}}]
    content = {"title": "A", "dateModified": None, "schema_org": {"@graph": graph}}
    (node,) = dated(content, NOW)["schema_org"]["@graph"]
    moment = "2026-11-23T10:00:00+00:00"
    assert node == {"dateModified": moment, "name": None, "hasPart": {"dateModified": moment}}
    assert dated(content, NOW)["dateModified"] is None


def test_what_knows_its_time_keeps_it() -> None:
    """A time that the renderer gave stays, and content without markup stays as it is."""
    content = {"schema_org": {"@graph": [{"dateModified": "2008"}]}}
    assert dated(content, NOW) == content
    assert dated({"title": "A"}, NOW) == {"title": "A"}
