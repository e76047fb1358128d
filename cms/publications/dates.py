"""The time of the last change, inside of what a rendering made: it knows no clock, and leaves a gap."""

from collections.abc import Mapping
from datetime import datetime

from cms.core.api_fields import Json

GAPS = frozenset({"dateModified", "modified_time"})
MARKUP = ("schema_org", "seo")


def dated(content: Mapping[str, Json], updated_at: datetime) -> dict[str, Json]:
    """Rendered content whose markup says when the document last changed.

    Args:
        updated_at: the time in the envelope of the document.
    """
    return {**content, **{name: _filled(content[name], updated_at.isoformat()) for name in MARKUP if name in content}}


def _filled(value: Json, moment: str) -> Json:
    match value:
        case dict():
            return {
                name: moment if name in GAPS and part is None else _filled(part, moment) for name, part in value.items()
            }
        case list():
            return [_filled(part, moment) for part in value]
        case _:
            return value
