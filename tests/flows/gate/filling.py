"""One word in every text of a row, whatever its model: a new field or block is filled without anybody remembering.

What cannot be filled stops the tests with its name: say in `KINDS`, `BLOCKS` or `GIVEN` what can stand there.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core.fields import ChoiceListField

CODE, ISBN = "GV14", "9780306406157"
# What is too short for the word or has a form of its own, but is known nowhere else.
GIVEN = {"PointPage.code": CODE, "BookPage.isbn": ISBN, "TimelineEntry.date": "1873-02"}
# Where a page stands and which version of it is read: Wagtail's own account.
STRUCTURE = {"path", "url_path", "translation_key", "content_type", "latest_revision", "live_revision", "alias_of"}
PAGES = {"ResearchSummaryPage": "study", "PointPage": "point", "BookPage": "item"}
# These models say who did something, not what is told.
ONLY_WHERE_NEEDED = (Page, get_user_model())


class Filler:
    """Makes rows that have the word wherever they can hold a text.

    Args:
        word: what to put there.
    """

    def __init__(self, word: str) -> None:
        self.word = word
        self.rows: dict[Any, models.Model] = {}

    def known(self, *rows: models.Model) -> None:
        """Let keys lead to these rows; where a key may lead to any page, its name says to which (`PAGES`)."""
        self.rows |= {type(row): row for row in rows}
        self.rows |= {PAGES[name]: row for row in rows if (name := type(row).__name__) in PAGES}

    @property
    def html(self) -> str:
        file = self.rows[get_document_model()]
        return f'<p>{self.word} <a linktype="document" id="{file.pk}">{self.word}</a></p>'

    @property
    def address(self) -> str:
        return f"https://{self.word}.example.org/"

    def row(self, model: type[models.Model], **given: Any) -> Any:
        """A row, not yet saved, with these columns and the word in all others."""
        open_columns = [
            field for field in model._meta.concrete_fields if self._is_open(field) and field.name not in given
        ]
        return model(**{field.name: self.value(field) for field in open_columns}, **given)

    def _is_open(self, field: Any) -> bool:
        is_key_of_row = field.primary_key or getattr(field.remote_field, "parent_link", False)
        return not is_key_of_row and field.name not in STRUCTURE

    def add_parts(self, row: ClusterableModel) -> None:
        """Save a row of everything that is a part of this one, and of their parts."""
        for relation in get_all_child_relations(type(row)):
            part = self.row(relation.related_model, **{relation.field.name: row})
            part.save()
            if isinstance(part, ClusterableModel):
                self.add_parts(part)

    def value(self, field: Any) -> Any:
        """What stands in a column."""
        name = f"{field.model.__name__}.{field.name}"
        if name in GIVEN:
            return GIVEN[name]
        if field.choices:
            return next(code for code, _label in field.flatchoices if code)
        make = next((make for kind, make in KINDS.items() if isinstance(field, kind)), None)
        assert make, f"{name}: nobody has said what can stand there"
        return make(self, field)

    def text(self, field: Any) -> str:
        assert len(self.word) <= (field.max_length or len(self.word)), f"{field}: has no room for the word"
        return self.word

    def stream(self, field: StreamField) -> StreamValue:
        return field.stream_block.to_python(self.block(field.stream_block))

    def key(self, field: Any) -> models.Model | None:
        row = self.rows.get(field.name) or self.rows.get(field.related_model)
        if field.null and (row is None or field.related_model in ONLY_WHERE_NEEDED):
            return None
        assert row, f"{field}: there is no {field.related_model.__name__} that it can lead to"
        return row

    def plain(self, field: Any) -> Any:
        if field.has_default() or field.null or getattr(field, "auto_now_add", False):
            return field.get_default()
        return date(2026, 10, 31) if isinstance(field, models.DateField) else 1

    def block(self, block: Any) -> Any:
        """The stored value of a block, with every part that it can have."""
        make = next((make for kind, make in BLOCKS.items() if isinstance(block, kind)), None)
        assert make, f"{type(block).__name__}: nobody has said what can stand there"
        return make(self, block)

    def table(self, _block: Any) -> dict[str, Any]:
        column, row = {"type": "text", "heading": self.word}, {"values": [self.word]}
        return {"columns": [column], "rows": [row], "caption": self.word}

    def chosen(self, model: Any) -> Any:
        return self.rows[model].pk


KINDS: dict[Any, Callable[[Filler, Any], Any]] = {
    StreamField: Filler.stream,
    RichTextField: lambda filler, _field: filler.html,
    models.URLField: lambda filler, _field: filler.address,
    models.EmailField: lambda filler, _field: f"{filler.word}@example.org",
    (models.CharField, models.TextField): Filler.text,
    models.ForeignKey: Filler.key,
    ChoiceListField: lambda _filler, _field: [],
    (
        models.BooleanField,
        models.IntegerField,
        models.DecimalField,
        models.DateField,
        models.UUIDField,
        models.FileField,
    ): Filler.plain,
}
BLOCKS: dict[Any, Callable[[Filler, Any], Any]] = {
    TypedTableBlock: Filler.table,
    blocks.BaseStreamBlock: lambda filler, block: [
        {"type": name, "value": filler.block(child)} for name, child in block.child_blocks.items()
    ],
    blocks.BaseStructBlock: lambda filler, block: {
        name: filler.block(child) for name, child in block.child_blocks.items()
    },
    blocks.ListBlock: lambda filler, block: [filler.block(block.child_block)],
    blocks.RichTextBlock: lambda filler, _block: filler.html,
    blocks.URLBlock: lambda filler, _block: filler.address,
    blocks.ChoiceBlock: lambda _filler, block: next(code for code, _label in block.field.choices if code),
    (blocks.CharBlock, blocks.TextBlock): lambda filler, _block: filler.word,
    ImageChooserBlock: lambda filler, block: filler.chosen(block.target_model),
    blocks.PageChooserBlock: lambda filler, _block: filler.chosen(Page),
    SnippetChooserBlock: lambda filler, block: filler.chosen(block.target_model),
}
