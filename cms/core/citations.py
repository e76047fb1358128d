"""A CSL item as a line of text, in the Vancouver style.

Source: ICMJE recommendations, "Sample References" (National Library of Medicine): up to six authors, then et al;
two initials.
"""

import re
from collections.abc import Mapping
from typing import Any

from cms.core.csl import date_text

AUTHORS_SHOWN = 6
INITIALS_SHOWN = 2


def vancouver(csl: Mapping[str, Any]) -> str:
    """The rendered citation, with a DOI at its end when there is one."""
    sentences = [_authors(csl.get("author", [])), str(csl.get("title", "")), _source(csl)]
    line = " ".join(_sentence(text) for text in sentences if text)
    return f"{line} doi:{csl['DOI']}" if csl.get("DOI") else line


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _authors(names: list[dict[str, str]]) -> str:
    shown = [_author(name) for name in names[:AUTHORS_SHOWN]]
    return ", ".join([*shown, "et al"] if len(names) > AUTHORS_SHOWN else shown)


def _author(name: dict[str, str]) -> str:
    initials = [part[0] for part in re.split(r"[\s.\-]+", name.get("given", "")) if part][:INITIALS_SHOWN]
    return name.get("literal") or f"{name['family']} {''.join(initials)}".strip()


def _source(csl: Mapping[str, Any]) -> str:
    """“Journal. 2006;332(7543):696-700” or “Publisher; 2008”, with what is known."""
    year = date_text(csl)[:4]
    issue = f"({csl['issue']})" if csl.get("issue") else ""
    place = f"{csl.get('volume', '')}{issue}" + (f":{csl['page']}" if csl.get("page") else "")
    if journal := csl.get("container-title"):
        return _sentence(journal) + (f" {';'.join(filter(None, [year, place]))}" if year or place else "")
    return "; ".join(filter(None, [csl.get("publisher", ""), year]))
