"""By which keys caches know answers, and which of them a change names."""

from uuid import UUID

import pytest
from pytest_django import Settings

from cms.publications.cache_keys import header_of, keys_of_change, path_key
from cms.publications.models import Change, Document
from tests.flows.publishing.world import build, published

UID = UUID(int=7)


def change(**fields: str) -> Change:
    return Change(**{"uid": UID, "kind": "page", "type": "articles", "path": "/sleep/", **fields})


def test_a_change_names_what_may_show_it() -> None:
    """Its document, the lists of its type, both of its paths; feeds and languages where it is a page."""
    moved = set(keys_of_change(change(previous_path="/rest/")))
    assert moved == {f"doc-{UID}", "list-articles", path_key("/sleep/"), path_key("/rest/"), "feeds", "locales"}
    snippet = set(keys_of_change(change(kind="person", type="people")))
    assert snippet == {f"doc-{UID}", "list-people", path_key("/sleep/")}


@pytest.mark.django_db(transaction=True)
def test_a_detail_is_known_by_what_it_is_about() -> None:
    """Its document and its path, which changes name, and its type and its facets, for purges by hand."""
    article = build().two
    article.tags.set(["Low back"])
    published(article)
    stored = Document.objects.get(kind="page", object_id=str(article.pk))
    named = {f"doc-{stored.uid}", path_key(stored.path), "type-articles", "tag-low-back"}
    assert named <= set(stored.cache_keys.split())


def test_a_path_has_one_key() -> None:
    """Readers write a slash at the end or leave it out; the key can stand in a header whatever the path holds."""
    assert path_key("/sleep/") == path_key("/sleep") != path_key("/")
    assert path_key("/rücken schmerz/").isascii()


@pytest.mark.parametrize("name, expected", [("Surrogate-Key", "a b"), ("xkey", "a b"), ("Cache-Tag", "a,b")])
def test_every_cache_reads_its_own_header(settings: Settings, name: str, expected: str) -> None:
    """The same keys, named and separated as the cache in front wants them."""
    settings.CACHE_KEYS_HEADER = name
    assert header_of("a b") == {name: expected}
