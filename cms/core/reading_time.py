"""How long it takes to read a page."""

import re
from collections.abc import Iterator
from math import ceil
from typing import Any

from django.db.models import Model, TextField
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from cms.core.claims.sentences import tidy
from cms.core.reviewed_text import NO_TEXT

WORDS_A_MINUTE = 238
HAN_A_MINUTE = 255
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
WORD = re.compile(r"\w+(?:['.,-]\w+)*")
# What stands around a text and not in it.
AROUND = frozenset({"search_description", "teaser", "disclaimer", "funding_disclosure", "self_review_reason"})


def reading_time(page: Any) -> int:
    """Minutes that an adult needs for a page, rounded up; 1 at the least.

    Sources: for words 238 a minute, silently, in English (Brysbaert, “How many words do we read per minute? A review
    and meta-analysis of reading rate”, Journal of Memory and Language 109, 2019); for Han characters 255 a minute
    (Trauzettel-Klosinski and Dietz, “Standardized assessment of reading performance: the new International Reading
    Speed Texts IReST”, Investigative Ophthalmology & Visual Science 53, 2012). Pictures and tables of numbers take as
    long as the words in them.
    """
    return max(1, ceil(minutes_for(" ".join(texts_of(page)))))


def minutes_for(text: str) -> float:
    """Minutes for a plain text."""
    han = len(HAN.findall(text))
    words = len(WORD.findall(HAN.sub(" ", text)))
    return words / WORDS_A_MINUTE + han / HAN_A_MINUTE


def texts_of(page: Any) -> Iterator[str]:
    """What a reader of a page reads: title, summary, and every longer text of the page and its rows."""
    yield from (page.title, page.summary)
    yield from _texts(page)
    for relation in get_all_child_relations(page):
        name = relation.get_accessor_name()
        if name not in NO_TEXT:
            for row in getattr(page, name).all():
                yield from _texts(row)


def _texts(row: Model) -> Iterator[str]:
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name) if isinstance(field, StreamField | TextField) else None
        if value and field.name not in AROUND:
            yield from field.get_searchable_content(value) if isinstance(field, StreamField) else [tidy(value)]
