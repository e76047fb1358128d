"""Who may read what: Wagtail's own privacy, read as audiences.

An audience is `public` or the one group that the view restrictions on a page's path name. Anything else (a shared
password, "any logged-in user", two groups, a group that is gone) names nobody: the page fails closed. An alias, such
as a page that waits for its translation, says what its source says, so all restrictions that hold for its source hold
for it too, wherever they stand (docs/adr/0014). Wagtail itself looks at those on the source's own page only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from django.db.models import Q
from wagtail.models import Page, PageViewRestriction

# Sorts after every group's audience: see `DocumentQuerySet.visible_to`.
PUBLIC = "public"
NOBODY = "nobody"
PATHS_AT_ONCE = 100  # SQLite takes no more than a thousand conditions in one question


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
        _spread(named)
        return cls(named)

    def audience_of(self, path: str) -> str | None:
        """The one audience of the page at this tree path, or None when its restrictions name nobody."""
        audiences = _named_at(path, self._named)
        if NOBODY in audiences or len(audiences) > 1:
            return None
        return audiences.pop() if audiences else PUBLIC


def _spread(named: dict[str, set[str]]) -> None:
    """Let aliases share what is said of their sources, until no more do: an alias can be the source of another."""
    waiting = topmost(named)
    while waiting:
        reached = []
        for path, source in _aliases(waiting):
            shared = _named_at(source, named)
            if not shared <= named[path]:
                named[path] |= shared
                reached.append(path)
        waiting = topmost(reached)


def _aliases(paths: list[str]) -> Iterator[tuple[str, str]]:
    """The tree paths of every alias of the pages at and below `paths`, with that of its source."""
    # That they are aliases is implied, but where closed pages are many and aliases few, it finds them at once.
    aliases = Page.objects.filter(alias_of__isnull=False).order_by("path").values_list("path", "alias_of__path")
    for start in range(0, len(paths), PATHS_AT_ONCE):
        below = Q()
        for path in paths[start : start + PATHS_AT_ONCE]:
            below |= Q(alias_of__path__startswith=path)
        yield from aliases.filter(below)


def _named_at(path: str, named: Mapping[str, set[str]]) -> set[str]:
    """What is said of a page by itself and by all pages above it."""
    return set[str]().union(*(named.get(prefix, ()) for prefix in _prefixes(path)))


def topmost(paths: Iterable[str]) -> list[str]:
    """Those of some tree paths that do not stand below others, in their order."""
    found: list[str] = []
    for path in sorted(paths):
        if not (found and path.startswith(found[-1])):
            found.append(path)
    return found


def _prefixes(path: str) -> Iterable[str]:
    return (path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen))
