import pytest

from integrations.channels.marked_links import is_marked, marked_link


@pytest.mark.parametrize(
    "url,marked",
    [
        ("https://example.org/a/", "https://example.org/a/?m=k7"),
        ("https://example.org/a/?page=2", "https://example.org/a/?page=2&m=k7"),
        ("https://example.org/a/#part", "https://example.org/a/?m=k7#part"),
    ],
)
def test_marker_joins_the_query(url: str, marked: str) -> None:
    """The marker stands in the query beside what is there, before the fragment."""
    assert marked_link(url, "k7") == marked


@pytest.mark.parametrize("url", ["https://example.org/?m=k7Q", "https://example.org/", "k7", "http://[half/?m=k7", ""])
def test_other_links_are_not_marked(url: str) -> None:
    """Another marker, none, or what is no address at all never counts as ours."""
    assert not is_marked(url, "k7")
    assert is_marked(marked_link("https://example.org/?m=k7Q", "k7"), "k7")
