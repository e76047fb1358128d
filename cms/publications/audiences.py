"""Who may read what: Wagtail's own privacy, read as audiences.

An audience is `public` or the one group that the view restrictions on a page's path name. Anything else (a shared
password, "any logged-in user", two groups, a group that is gone) names nobody: the page fails closed. An alias, such
as a page that waits for its translation, says what its source says, so the restrictions on its source hold for it too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Self

from wagtail.models import Page, PageViewRestriction

# Sorts after every group's audience: see `DocumentQuerySet.visible_to`.
PUBLIC = "public"
NOBODY = "nobody"


def group_audience(group_id: int | str) -> str:
    """The audience of a Wagtail group; by id, because a group may be renamed."""
    return f"group:{group_id}"


class Restrictions:
    """Every view restriction at one moment, asked by tree path."""

    def __init__(self, named: dict[str, set[str]]) -> None:
        self._named = named

    @classmethod
    def load(cls) -> Self:
        """Read all of them, and which aliases share them."""
        rows = PageViewRestriction.objects.values_list("page__path", "pk", "restriction_type", "groups__id")
        groups: dict[tuple[str, int], set[str]] = defaultdict(set)
        for path, pk, kind, group_id in rows:
            usable = kind == PageViewRestriction.GROUPS and group_id is not None
            groups[path, pk] |= {group_audience(group_id)} if usable else set()
        named: dict[str, set[str]] = defaultdict(set)
        for (path, _pk), audiences in groups.items():
            named[path] |= audiences if len(audiences) == 1 else {NOBODY}
        for path, source in _aliases([*named]):
            named[path] |= named[source]
        return cls(named)

    def audience_of(self, path: str) -> str | None:
        """The one audience of the page at this tree path, or None when its restrictions name nobody."""
        named = set[str]().union(*(self._named.get(prefix, ()) for prefix in _prefixes(path)))
        if NOBODY in named or len(named) > 1:
            return None
        return named.pop() if named else PUBLIC


def _aliases(paths: list[str]) -> Iterator[tuple[str, str]]:
    """The tree paths of every alias of the pages at `paths` and of each alias of those, with that of its source."""
    while paths:
        rows = list(Page.objects.filter(alias_of__path__in=paths).values_list("path", "alias_of__path"))
        yield from rows
        paths = [path for path, _source in rows]


def _prefixes(path: str) -> Iterable[str]:
    return (path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen))
