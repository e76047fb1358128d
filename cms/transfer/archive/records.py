"""The form of an archive's content: one record a row, each a line of JSON."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from types import UnionType
from typing import Any, Self, TypeVar, get_args, get_origin, get_type_hints

from cms.transfer.archive.content import Content

FORMAT = "meridian-content"
FORMAT_VERSION = 1
Form = TypeVar("Form")


class Refused(Exception):
    """Why an archive is not brought in; nothing has changed."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What an archive says of itself before its content."""

    format: str = FORMAT
    format_version: int = FORMAT_VERSION
    meridian: str
    created_at: str
    drafts: bool
    locales: list[str]
    collections: list[dict[str, Any]]
    site_root: str | None

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """Read a manifest.

        Raises:
            Refused: it is none, or one of a form that this version does not read.
        """
        given = _json(text, "The manifest")
        if given.get("format") != FORMAT:
            raise Refused("This is no archive of Meridian's content.")
        if given.get("format_version") != FORMAT_VERSION:
            made_by = f"Meridian {given.get('meridian', 'of unknown version')}"
            raise Refused(
                f"This archive has format {given.get('format_version')}, made by {made_by}; "
                f"this installation reads format {FORMAT_VERSION}."
            )
        return _built(cls, given, "The manifest")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a page stands, and who may read it there.

    `parent` is the uid of the page above, None at the root of the tree; `restrictions` are Wagtail's own, by the
    names of the groups; `acceptances` are the claims of this page that somebody has let stand.
    """

    translation_key: str
    locale: str
    parent: str | None
    alias_of: str | None
    first_published_at: str | None
    restrictions: list[dict[str, Any]]
    acceptances: list[dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Record:
    """One row: what readers see of it (`live`), and what editors have prepared (`draft`), either of them or both.

    Args:
        model: its label, like `articles.articlepage`.
        reference: how other records name it.
        file: the name of an uploaded file and the sha256 of its bytes, under which the archive has them.
    """

    model: str
    reference: str
    live: Content | None = None
    draft: Content | None = None
    place: Place | None = None
    file: dict[str, str] | None = None

    @classmethod
    def parse(cls, line: bytes, number: int) -> Self:
        """Read a record.

        Raises:
            Refused: it is none.
        """
        where = f"Line {number} of the content"
        given = _json(line, where)
        if given.get("place"):
            given["place"] = _built(Place, given["place"], where)
        return _built(cls, given, where)

    def as_line(self) -> bytes:
        return canonical(asdict(self))

    def digest(self, missing: Iterable[str] = ()) -> str:
        """A hash of what the record says, and of what it refers to in vain.

        What is only ever added (acceptances) and what the reference says already (the file) are left out.
        """
        said = asdict(self) | {"file": None}
        if self.place:
            said["place"] = asdict(self.place) | {"acceptances": []}
        return sha256(canonical([said, sorted(missing)])).hexdigest()


@dataclass(frozen=True)
class Archive:
    """What was read of an archive: all of it but the bytes of its files."""

    manifest: Manifest
    records: list[Record] = field(default_factory=list)


def canonical(value: Any) -> bytes:
    """JSON that is the same for equal values; dates, numbers and uids as text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str).encode()


def _json(text: bytes, where: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{where} is no JSON.") from error
    if not isinstance(given, dict):
        raise Refused(f"{where} is no object.")
    return given


def _built(form: type[Form], given: dict[str, Any], where: str) -> Form:
    hints = get_type_hints(form)
    if strange := sorted(given.keys() - hints.keys()):
        raise Refused(f"{where} has what this version does not know: {', '.join(strange)}.")
    if wrong := [name for name, value in given.items() if not _fits(value, hints[name])]:
        raise Refused(f"{where} has {', '.join(wrong)} of another kind than it should be.")
    try:
        return form(**given)
    except TypeError as error:
        raise Refused(f"{where} is incomplete.") from error


def _fits(value: Any, hint: Any) -> bool:
    """Whether a JSON value is what a type hint says, all the way down."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return any(_fits(value, kind) for kind in inner)
    if origin is list:
        return isinstance(value, list) and all(_fits(member, inner[0]) for member in value)
    if origin is dict:
        return isinstance(value, dict) and all(_fits(member, inner[1]) for member in value.values())
    return hint is Any or isinstance(value, hint)
