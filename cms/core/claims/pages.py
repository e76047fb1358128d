"""Everything that a page says, and the forbidden claims in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import CharField, EmailField, Model, SlugField, TextField, URLField
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from cms.core.claims.check import Claim, check_claims

PROSE = (CharField, TextField, StreamField)
NO_PROSE = (EmailField, SlugField, URLField)
# Notes of editors to each other; nobody outside reads them.
PRIVATE_ROWS = frozenset({"wagtail_admin_comments"})


@dataclass(frozen=True)
class Passage:
    """A piece of a page's text, the field it stands in, and whether that place denies what it says."""

    field: str
    text: str
    denied: bool = False


@dataclass(frozen=True)
class ClaimContext:
    """How a type of page is to be read.

    Args:
        sources: attributes with the references it rests on; one that is given is enough for a percentage.
        denials: fields that say what is not so.
        of_a_study: whether it summarises one study.
    """

    sources: tuple[str, ...] = ("references",)
    denials: frozenset[str] = frozenset()
    of_a_study: bool = False


def claims_of(page: Any) -> list[tuple[str, Claim]]:
    """The forbidden claims of a page as it is in memory, each with its field; every one of them, accepted or not."""
    context: ClaimContext = page.claim_context
    cites = any(getattr(page, name) for name in context.sources) or _lists_references(page)
    language = page.locale.language_code if page.locale_id else "en"
    return [
        (passage.field, claim)
        for passage in passages_of(page)
        for claim in check_claims(
            passage.text, language, cites=cites, denied=passage.denied, of_a_study=context.of_a_study
        )
    ]


def problems(found: list[tuple[str, Claim]]) -> dict[str, str]:
    """Claims as one message a field."""
    by_field = groupby(sorted(found, key=lambda one: one[0]), key=lambda one: one[0])
    return {field: "\n".join(dict.fromkeys(str(claim) for _, claim in claims)) for field, claims in by_field}


def passages_of(page: Any) -> Iterator[Passage]:
    """All text of a page that readers or channels may see: fields, blocks and rows, without identifiers."""
    for field in _prose_fields(page):
        if isinstance(field, StreamField):
            yield from _stream_passages(field.name, getattr(page, field.name))
        else:
            denied = field.name in page.claim_context.denials
            yield Passage(field.name, getattr(page, field.name) or "", denied)
    for relation in get_all_child_relations(page):
        name = relation.get_accessor_name()
        if name not in PRIVATE_ROWS:
            for row in getattr(page, name).all():
                yield from _row_passages(row)


def _prose_fields(row: Model) -> Iterator[Any]:
    for field in row._meta.concrete_fields:
        if field.editable and not field.choices and isinstance(field, PROSE) and not isinstance(field, NO_PROSE):
            yield field


def _row_passages(row: Any) -> Iterator[Passage]:
    # A form has no field for a row: what is wrong with one is told at the top of the page.
    for field in _prose_fields(row):
        value = getattr(row, field.name)
        texts = _strings(value.get_prep_value()) if isinstance(field, StreamField) else [value or ""]
        yield from (Passage(NON_FIELD_ERRORS, text) for text in texts)


def _stream_passages(name: str, stream: Any) -> Iterator[Passage]:
    for child in stream or ():
        denied = bool(getattr(child.block, "denies", None) and child.block.denies(child.value))
        for text in _strings(child.block.get_prep_value(child.value)):
            yield Passage(name, text, denied)


def _strings(stored: Any) -> Iterator[str]:
    """The texts in a stored block, of whatever kind; its types and ids are none."""
    if isinstance(stored, str):
        yield stored
    elif isinstance(stored, dict):
        for key, value in stored.items():
            if key not in {"id", "type"}:
                yield from _strings(value)
    elif isinstance(stored, list | tuple):
        for value in stored:
            yield from _strings(value)


def _lists_references(page: Any) -> bool:
    streams = [getattr(page, field.name) for field in _prose_fields(page) if isinstance(field, StreamField)]
    return any(child.block_type == "references" and len(child.value) for stream in streams for child in stream)
