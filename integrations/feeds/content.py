"""The body of a document as HTML that can stand anywhere: one template a block, every address absolute."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin

from django.template.loader import render_to_string, select_template
from django.utils.html import escape
from django.utils.safestring import SafeString

FOLDER = "integrations/feeds"
STREAMS = ("red_flags", "body")  # the members made of blocks, what is urgent first
ADDRESS = re.compile(r'(<(?:a|img)\b[^>]*?\s(?:href|src)=")([^"]*)')


def html_of(shown: Mapping[str, Any]) -> str:
    """The running text of a document with its sources and its disclaimer.

    Args:
        shown: the JSON of a document. A type without running text, such as a point, has none here either.
    """
    url = shown["url"]
    streams = (shown.get(name) for name in STREAMS)
    blocks = [_block(block, url) for stream in streams if isinstance(stream, list) for block in stream]
    if not blocks:
        return ""
    return absolute(render_to_string(f"{FOLDER}/content.html", {**shown, "blocks": blocks}), url)


def absolute(html: str, base: str) -> str:
    """The same HTML, its links and pictures addressed in full: editors may write `#part` and `/path/`."""
    return ADDRESS.sub(lambda found: found[1] + escape(_joined(base, unescape(found[2]))), html)


def _block(block: Mapping[str, Any], url: str) -> SafeString:
    """One block; a kind without a template is not left out silently, it is pointed to."""
    template = select_template([f"{FOLDER}/blocks/{block['type']}.html", f"{FOLDER}/blocks/elsewhere.html"])
    return template.render({"value": block["value"], "url": url})


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # not an address at all, such as `http://[`
        return address
