"""What a feed tells of one document, read from the document's own body and from nothing else."""

import json
import re
from typing import Any

from django.utils.feedgenerator import Enclosure
from django.utils.html import escape

from cms.publications.models import Document
from integrations.feeds.content import html_of

# What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets).
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def shown_in(document: Document) -> dict[str, Any]:
    """What a document shows, without the characters that no XML can hold."""
    shown: dict[str, Any] = writable(json.loads(bytes(document.body)))
    return shown


def urn(uid: object) -> str:
    """The id that an object keeps for ever, wherever it moves."""
    return f"urn:uuid:{uid}"


def item_of(document: Document, enclosure: Enclosure | None) -> dict[str, Any]:
    """One item, as the arguments of `SyndicationFeed.add_item` and what our formats take besides."""
    shown = shown_in(document)
    summary = shown.get("summary") or ""
    return {
        "unique_id": urn(document.uid),
        "unique_id_is_permalink": False,
        "title": shown["title"],
        "link": shown["url"],
        "description": escape(summary),
        "summary": summary,
        "content": html_of(shown),
        "language": document.locale,
        "pubdate": document.published_at,
        "updateddate": document.updated_at,
        "authors": [author["name"] for author in shown.get("authors", ())],
        "categories": [tag["name"] for tag in shown.get("tags", ())],
        "image": shown.get("image"),
        "enclosures": [enclosure] if enclosure else [],
    }


def writable(value: Any) -> Any:
    """The same JSON, its texts without unwritable characters."""
    if isinstance(value, str):
        return UNWRITABLE.sub("", value)
    if isinstance(value, dict):
        return {name: writable(member) for name, member in value.items()}
    return [writable(member) for member in value] if isinstance(value, list) else value
