"""By which keys shared caches know the answers that everybody may get, so that a change can make them drop its own.

A detail is known by its document and its path, a list by its types and by every document on it. A change names its
document (what shows it), its type's lists (what it may have entered or left) and its paths (what another document may
have been answered at).
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils.text import slugify

from cms.publications.models import Change, Kind
from cms.publications.rendered import Rendered

FEEDS = "feeds"
LOCALES = "locales"


def document_key(uid: UUID) -> str:
    return f"doc-{uid}"


def list_key(type_name: str) -> str:
    return f"list-{type_name}"


def path_key(path: str) -> str:
    """The key of what stands at a path, whether or not it is written with a slash at its end."""
    return f"path-{sha256(path.rstrip('/').encode()).hexdigest()[:16]}"


def header_of(keys: str) -> dict[str, str]:
    """The header that names an answer's keys, given with spaces between them, as the cache in front reads it.

    Fastly separates them by spaces, Varnish's xkey by either, Cloudflare by commas.
    """
    name: str = settings.CACHE_KEYS_HEADER
    return {name: keys.replace(" ", ",") if name.lower() == "cache-tag" else keys}


def keys_of_document(rendered: Rendered) -> Iterator[str]:
    """What a detail is about: itself, its path, its type and its facets; the last two are for purges by hand."""
    yield document_key(rendered.uid)
    yield path_key(rendered.path)
    yield f"type-{rendered.type}"
    for name, values in rendered.facets.items():
        yield from (f"{slugify(name)}-{slugify(value)}" for value in values)


def keys_of_list(types: Iterable[str], uids: Iterable[UUID]) -> Iterator[str]:
    """What a list is about: what may enter it, and every document on it."""
    yield from map(list_key, types)
    yield from map(document_key, uids)


def keys_of_change(change: Change) -> Iterator[str]:
    """The keys of every answer that a change makes stale."""
    yield document_key(change.uid)
    yield list_key(change.type)
    for path in sorted({change.path, change.previous_path} - {""}):
        yield path_key(path)
    if change.kind in {Kind.PAGE, Kind.SITE}:
        yield from (FEEDS, LOCALES)
