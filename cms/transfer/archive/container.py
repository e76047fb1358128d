"""The file itself: a zip with a manifest, the content and the uploaded files.

It may come from anybody. Members are found by the names that this module gives them and never unpacked by name; what
they may hold is bounded before a byte of them is read; each uploaded file is checked against its hash.
"""

import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO

from cms.transfer.archive.records import Archive, Manifest, Record, Refused, canonical

MANIFEST, CONTENT = "manifest.json", "content.jsonl"
FILE = re.compile(r"files/[0-9a-f]{64}")
MEGABYTE = 1024 * 1024
LARGEST_FILE = 512 * MEGABYTE
LARGEST_CONTENT = 256 * MEGABYTE
GROWTH = 50
"""How many times its own size an archive may unpack to; prose packs to a tenth, a zip bomb to a thousandth."""


@contextmanager
def new_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip that appears at `path` when it is complete, readable by its owner alone: it may hold gated content."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            yield archive
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)


def write_content(archive: zipfile.ZipFile, manifest: Manifest, records: Iterable[Record]) -> None:
    archive.writestr(MANIFEST, canonical(vars(manifest)))
    with archive.open(CONTENT, "w", force_zip64=True) as content:
        for record in records:
            content.write(record.as_line() + b"\n")


def write_file(archive: zipfile.ZipFile, source: IO[bytes]) -> str:
    """Add an uploaded file unless it is there already; returns the sha256 of its bytes."""
    digest = file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]  # typeshed asks for more than is used
    if f"files/{digest}" not in archive.namelist():
        source.seek(0)
        with archive.open(f"files/{digest}", "w", force_zip64=True) as member:
            while chunk := source.read(MEGABYTE):
                member.write(chunk)
    return digest


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive whose members are what they may be.

    Raises:
        Refused: it is no archive, or one that is broken, too large or not of this form.
    """
    with _reading():
        archive = zipfile.ZipFile(path)
    with archive:
        _insist_on_bounds(archive, path.stat().st_size)
        yield archive


@contextmanager
def _reading() -> Iterator[None]:
    """Refuse what `zipfile` does not read: damaged, encrypted and foreign files."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Refused(f"It cannot be read as an archive: {error}") from error


def read_content(archive: zipfile.ZipFile) -> Archive:
    """The manifest and all records.

    Raises:
        Refused: they are not as this version writes them.
    """
    if not {MANIFEST, CONTENT} <= set(archive.namelist()):
        raise Refused("This is no archive of Meridian's content.")
    with _reading():
        first, content = archive.read(MANIFEST), archive.read(CONTENT)
    manifest, lines = Manifest.parse(first), content.splitlines()
    return Archive(manifest, [Record.parse(line, number) for number, line in enumerate(lines, start=1)])


def read_file(archive: zipfile.ZipFile, digest: str) -> bytes:
    """The bytes of an uploaded file.

    Raises:
        Refused: it is missing, or its bytes are not those that were written.
    """
    try:
        with _reading():
            content = archive.read(f"files/{digest}")
    except KeyError as error:
        raise Refused(f"The file {digest} is missing in the archive.") from error
    if sha256(content).hexdigest() != digest:
        raise Refused(f"The file {digest} was changed after the archive was written.")
    return content


def _insist_on_bounds(archive: zipfile.ZipFile, size: int) -> None:
    members = archive.infolist()
    strange = [member.filename for member in members if not _is_ours(member.filename)]
    if strange:
        raise Refused(f"The archive has members that do not belong in it: {', '.join(strange[:3])}.")
    if len({member.filename for member in members}) < len(members):
        raise Refused("The archive has two members of one name.")
    if any(member.file_size > _limit(member.filename) for member in members):
        raise Refused("A member of the archive is larger than any that is read.")
    if sum(member.file_size for member in members) > max(GROWTH * size, MEGABYTE):
        raise Refused("The archive unpacks to far more than its own size. It is not read.")


def _is_ours(name: str) -> bool:
    return name in {MANIFEST, CONTENT} or FILE.fullmatch(name) is not None


def _limit(name: str) -> int:
    return LARGEST_FILE if FILE.fullmatch(name) else LARGEST_CONTENT
