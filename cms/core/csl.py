"""CSL-JSON, the common form of citations: what we accept, and its plain form for editors.

Source: the Citation Style Language's JSON schema for items (`csl-data.json`, version 1.0).
"""

import re
from collections.abc import Mapping
from typing import Any

from django.db import models

from cms.core.validators import normalise_doi, normalise_isbn

Csl = dict[str, Any]
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


class Kind(models.TextChoices):
    """The kinds of work an editor can choose; the codes are CSL's."""

    ARTICLE = "article-journal", "Journal article"
    BOOK = "book", "Book"
    CHAPTER = "chapter", "Chapter"
    REPORT = "report", "Report or guideline"
    THESIS = "thesis", "Thesis"
    WEB_PAGE = "webpage", "Web page"


# The plain members, as an editor's field and as CSL's key.
PLAIN = {
    "kind": "type",
    "title": "title",
    "container": "container-title",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "doi": "DOI",
    "pmid": "PMID",
    "isbn": "ISBN",
    "url": "URL",
    "note": "note",
}
NORMALISERS = {"DOI": normalise_doi, "ISBN": normalise_isbn}


def problems(csl: Any) -> list[str]:
    """What is wrong with a CSL item, as sentences; empty when all is well."""
    if not isinstance(csl, dict):
        return ["A citation is a CSL-JSON object."]
    found = []
    if csl.get("type") not in Kind.values:
        found.append(f"Choose the kind of work: {', '.join(Kind.values)}.")
    if not str(csl.get("title", "")).strip():
        found.append("Give the title of the work.")
    if not all(_is_name(name) for name in csl.get("author", [])):
        found.append("Give every author a family name, or the name of the organisation.")
    if "issued" in csl and not date_text(csl):
        found.append("Give the date of publication as 2006, 2006-03 or 2006-03-25.")
    return found


def _is_name(name: Any) -> bool:
    return isinstance(name, dict) and bool(name.get("family") or name.get("literal"))


def date_text(csl: Mapping[str, Any]) -> str:
    """The date of publication as 2006, 2006-03 or 2006-03-25; empty when there is none."""
    try:
        parts = [int(part) for part in csl["issued"]["date-parts"][0]]
        return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])
    except (KeyError, IndexError, TypeError, ValueError):
        return ""


def from_plain(plain: Mapping[str, str], keep: Mapping[str, Any] | None = None) -> Csl:
    """A CSL item from an editor's plain fields.

    Args:
        plain: the fields named in `PLAIN`, `authors` (one a line: “Family, Given”, or an organisation), `issued`.
        keep: the item as it was; members that editors do not see stay in it.
    """
    ours = {*PLAIN.values(), "author", "issued"}
    csl = {key: value for key, value in (keep or {}).items() if key not in ours}
    for field, key in PLAIN.items():
        if value := plain.get(field, "").strip():
            csl[key] = NORMALISERS.get(key, str)(value)
    if authors := [_name(line) for line in plain.get("authors", "").splitlines() if line.strip()]:
        csl["author"] = authors
    if issued := plain.get("issued", "").strip():
        csl["issued"] = {"date-parts": [[int(part) for part in issued.split("-")]]}
    return csl


def _name(line: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in line.partition(","))
    return {"family": family, "given": given} if comma else {"literal": family}


def to_plain(csl: Mapping[str, Any]) -> dict[str, str]:
    """An editor's plain fields from a CSL item."""
    names = [
        name.get("literal") or ", ".join(filter(None, [name.get("family"), name.get("given")]))
        for name in csl.get("author", [])
    ]
    plain = {field: str(csl.get(key, "")) for field, key in PLAIN.items()}
    return plain | {"authors": "\n".join(names), "issued": date_text(csl)}
