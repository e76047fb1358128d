"""Who may read what: Wagtail's own privacy, read as audiences.

An audience is `public` or the one group that the view restrictions on a page's path name. Anything else (a shared
password, "any logged-in user", two groups, a group that is gone) names nobody: the page fails closed.
"""

from collections.abc import Iterable

PUBLIC = "public"


def group_audience(group_id: int | str) -> str:
    """The audience of a Wagtail group; by id, because a group may be renamed."""
    return f"group:{group_id}"
