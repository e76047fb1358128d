"""Drafts in which nothing stands but what the admin's form asks for when a draft is saved."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from modelcluster.models import get_all_child_relations
from taggit.models import Tag
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.models import Comment, Page

from cms.conditions.models import Condition, Protocol
from cms.core.content_types import content_types
from cms.core.models import ContentPage, HealthClaim, Person, Reference
from tests.cms.content import home, person, reference
from tests.flows.gate.filling import Filler
from tests.flows.gate.site import FIRST
from tests.flows.publishing.world import picture

PLACE = {"path", "depth", "url_path", "translation_key", "content_type", "page_ptr"}


class Emptying(Filler):
    """Makes rows of a draft; what must be there to be saved at all is that of a filler."""

    def value(self, field: Any) -> Any:
        if field.null:
            return None
        if isinstance(field, StreamField):
            return self.stream(field)
        if isinstance(field, (models.CharField, models.TextField)):
            return ""
        least = [one.limit_value for one in field.validators if isinstance(one, MinValueValidator)]
        return max(least) if least and not field.choices else super().value(field)

    def block(self, block: Any) -> Any:
        """The stored value of a block that was added and not filled in."""
        if isinstance(block, blocks.BaseStreamBlock):
            return [{"type": name, "value": self.block(child)} for name, child in block.child_blocks.items()]
        if isinstance(block, blocks.BaseStructBlock):
            return {name: self.block(child) for name, child in block.child_blocks.items()}
        if isinstance(block, TypedTableBlock):
            return {"columns": [{"type": "text", "heading": ""}], "rows": [{"values": [""]}], "caption": ""}
        if isinstance(block, blocks.ListBlock):
            return [self.block(block.child_block)]
        return None if isinstance(block, blocks.ChooserBlock) else ""

    def draft_of(self, page: Page) -> None:
        """Save a draft of a page with gaps everywhere."""
        given = {name: getattr(page, name) for name in ("title", "slug", "locale")}
        draft = self.row(type(page), live=page.live, pk=page.pk, **given)
        for field in type(page)._meta.concrete_fields:
            if field.name in PLACE:
                setattr(draft, field.attname, getattr(page, field.attname))
        for relation in get_all_child_relations(type(page)):
            if relation.related_model != Comment:
                part = self.row(relation.related_model, **{relation.field.name: draft})
                setattr(draft, relation.get_accessor_name(), [part])
        draft.save_revision(clean=False)


def unfinish(pages: Iterable[ContentPage]) -> None:
    """Give pages that stand among others a draft each that has all gaps it may have."""
    emptying, needed = Emptying("given"), (*FIRST, Tag, Person, Reference, Condition, Protocol)
    emptying.known(*(model._default_manager.all()[0] for model in needed))
    for page in pages:
        emptying.draft_of(page)


def unfinished_pages() -> Iterator[Page]:
    """A page of every content type that was never published, with a draft that has all gaps it may have."""
    top, filler, emptying = home(), Filler("given"), Emptying("given")
    emptying.rows = filler.rows
    claim = HealthClaim.objects.create(statement="Said.", status="limited", checked_on="2026-10-31", explanation="—")
    file = get_document_model().objects.create(title="A plan", file="plan.txt")
    filler.known(top.page_ptr, picture(), person(), reference(), claim, file, Tag.objects.create(name="t", slug="t"))
    for needed in (Condition, Protocol):
        row = filler.row(needed)
        row.save()
        filler.known(row)
    for model in sorted(content_types(), key=lambda model: model not in FIRST):
        page = stand(model, top, filler)
        emptying.draft_of(page)
        yield page


def stand(model: type[ContentPage], parent: Page, filler: Filler) -> Page:
    """A finished page that is not published, wherever it may stand otherwise."""
    name = model.__name__.lower()
    page: Page = filler.row(model, title=name, slug=name, live=False, locale=parent.locale)
    page.full_clean = lambda *_args, **_options: None
    parent.add_child(instance=page)
    filler.known(page)
    return page
