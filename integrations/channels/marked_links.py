"""The marker in a link, by which a post is found again in a timeline."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

MARKER_PARAMETER = "m"


def marked_link(url: str, marker: str, more: Mapping[str, str] | None = None) -> str:
    """`url` with the marker in its query, and before it what else is to stand there."""
    parts = urlsplit(url)
    query = "&".join(filter(None, [parts.query, urlencode({**(more or {}), MARKER_PARAMETER: marker})]))
    return urlunsplit(parts._replace(query=query))


def is_marked(url: str, marker: str) -> bool:
    """Whether `url`, which may be anything that people post, carries exactly this marker."""
    try:
        query = parse_qs(urlsplit(url).query)
    except ValueError:
        return False
    return marker in query.get(MARKER_PARAMETER, [])
