"""Every address that the API's own description has, asked in every way that it knows: a new one is measured too."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.bench.scale.installations import Installation
from tests.bench.scale.ways import Json, Ways, ways_of
from tests.bench.scale.words import EVERYWHERE

DIFFERENT = 10  # addresses of one way are asked in turn
DEEP = 50  # pages of a hundred
FEEDS = ("json", "atom", "rss")
CURSORS = {"cursor", "since"}
SLUGS = {"slug", "form"}


@dataclass(frozen=True)
class Door:
    """One way to ask one address of one installation.

    Args:
        family: the sort of endpoints it belongs to; types differ in what is read, and not in how.
        endpoint: its path in the description.
        way: how it is asked, in words; empty when nothing is asked besides.
        addresses: what is asked for in turn.
    """

    family: str
    endpoint: str
    way: str
    addresses: list[str]


class Doors:
    """The doors of one installation, for one caller.

    Args:
        installation: where they are.
        member: whether a member asks, or a stranger.
    """

    def __init__(self, installation: Installation, *, member: bool) -> None:
        self.read = partial(installation.read, member=member)
        self.installation, self.member = installation, member

    def __iter__(self) -> Iterator[Door]:
        for path, methods in self.read("/api/v1/schema/")["paths"].items():
            if "get" in methods:
                yield from self.of(path, methods["get"]["parameters"])
        yield from (Door("feeds", f"/feeds/{form}/", "", [f"/feeds/{form}/"]) for form in FEEDS)

    def of(self, path: str, parameters: list[Json]) -> Iterator[Door]:
        """The doors of one address: with nothing but what must be there, and with each parameter by itself."""
        family, targets = family_of(path, parameters), self.targets(path, parameters)
        asked = [parameter for parameter in parameters if parameter["in"] == "query"]
        needed = next((parameter for parameter in asked if parameter["required"]), None)
        ways = self.ways_of(needed, path, {}) if needed else {"": ""}
        questions = {way: {needed["name"]: value} if needed else {} for way, value in ways.items()}
        for way, question in questions.items():
            yield Door(family, path, way, [address(target, question) for target in targets])
        always = next(iter(questions.values()))
        for parameter in asked:
            if parameter is not needed and (self.member or parameter["name"] != "version"):
                for way, value in self.ways_of(parameter, path, always).items():
                    question = {**always, parameter["name"]: value}
                    yield Door(family, path, way, [address(target, question) for target in targets])

    def targets(self, path: str, parameters: list[Json]) -> list[str]:
        """The path with what stands in it filled in, in several ways; none where there is nothing to read."""
        within = next((parameter for parameter in parameters if parameter["in"] == "path"), None)
        return (
            [path.replace(f"{{{within['name']}}}", value) for value in self.values_of(within, path)]
            if within
            else [path]
        )

    def values_of(self, within: Json, path: str) -> list[str]:
        """What can stand in a path."""
        name, listed = within["name"], "/api/v1/contact/" if within["name"] == "form" else path.partition("{")[0]
        known = {"id": self.installation.images, "token": self.installation.previews}
        if name in known:
            return known[name]
        if "enum" in within["schema"]:
            return list(within["schema"]["enum"])
        items = self.items(listed)
        return [item["path"].rstrip("/").rpartition("/")[2] if name in SLUGS else item["id"] for item in items]

    def items(self, listed: str) -> list[Json]:
        """Some of what a list has, no teasers."""
        found = self.read(address(listed, {"limit": str(5 * DIFFERENT)}))["items"]
        return [item for item in found if item["access"] == "full"][:DIFFERENT]

    def ways_of(self, parameter: Json, path: str, always: Ways) -> Ways:
        """The ways to give a parameter of an address."""
        if parameter["name"] in CURSORS:
            return self.places(path, parameter["name"], always)
        return ways_of(parameter, {**self.found(parameter["name"]), "middle": self.installation.middle})

    def found(self, name: str) -> Ways:
        """A value that documents have: of a facet, the most frequent one."""
        if name == "path":
            return {name: self.items("/api/v1/documents/")[0]["path"]}
        if name not in self.installation.facets:
            return {}
        counted = self.read(address("/api/v1/search/", {"q": EVERYWHERE, "facets": name}))["facets"][name]
        return {name: counted[0]["value"]} if counted else {}

    def places(self, path: str, name: str, always: Ways) -> Ways:
        """The cursors that lead to the second page, and beyond 5,000 things or to the end."""
        found: list[str] = []
        following: str | None = address(path, {**always, "limit": "100"})
        while following and len(found) < DEEP:
            answer = self.read(following)
            following = answer["next"] if answer.get("has_more", True) else None
            found += parse_qs(urlsplit(answer["next"] or "").query).get(name, [])
        return {f"{name} of the second page": found[0], f"{name} of a deep page": found[-1]} if found else {}


def address(path: str, question: Ways) -> str:
    """A path with a query."""
    return f"{path}?{urlencode(question)}" if question else path


def family_of(path: str, parameters: list[Json]) -> str:
    """Which endpoints are alike."""
    name, _, within = path.removeprefix("/api/v1/").strip("/").partition("/")
    if within in {"{uid}", "{slug}"}:
        return "one document of a type"
    is_list = any(parameter["name"] == "order" for parameter in parameters)
    return "list of a type" if is_list and name != "documents" else f"{name}/{within}".strip("/") or "what there is"
