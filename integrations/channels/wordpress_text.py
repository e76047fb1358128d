"""The words of a post on a blog: title and excerpt in plain words, and the article as HTML.

WordPress takes all three for HTML, and does more to an article than to show it: it puts paragraphs where lines end,
takes what stands in square brackets for a shortcode to run, and an address on a line of its own for something to embed.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from django.utils.html import linebreaks, strip_tags

LEAVE_AS_IT_IS = "<!-- wp:html -->\n{}\n<!-- /wp:html -->"  # the block editor's way of saying so
ENDS_A_LINE = re.compile(r"<(?:/(?:p|h[1-6]|li|t[dh]|caption|figcaption)|br ?/?)>")


def title_of(share: Mapping[str, Any]) -> str:
    return " ".join((share.get("title") or "").split())


def lead_of(share: Mapping[str, Any], channel: str) -> str:
    """What a post says first: its editors' own words for the channel, or the page's summary."""
    own = ((share.get("text") or {}).get(channel) or "").strip()
    return own or " ".join((share.get("summary") or "").split())


def article_of(share: Mapping[str, Any], lead: str, running_text: str, url: str) -> str:
    """The HTML of a post.

    Args:
        lead: stands in place of a running text where there is none, with the disclaimer, which that one brings along.
        running_text: of the page, as HTML.
        url: where the page itself is.
    """
    short = "".join(linebreaks(words, autoescape=True) for words in (lead, share.get("disclaimer")) if words)
    link = f'<p><a href="{escape(url)}">{as_html(title_of(share) or url)}</a></p>'
    html = f'<div lang="{escape(share.get("locale") or "")}" dir="auto">{running_text or short}\n{link}</div>'
    return LEAVE_AS_IT_IS.format(html.replace("[", "&#91;"))


def as_html(words: str) -> str:
    """Plain words as HTML that shows them."""
    return escape(words, quote=False)


def words_of(html: str) -> str:
    """What a person reads of some HTML, line by line."""
    lines = unescape(strip_tags(ENDS_A_LINE.sub("\n", html))).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
