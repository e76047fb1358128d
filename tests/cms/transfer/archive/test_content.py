from typing import Any

import pytest
from django.conf import settings
from django.db.models import ForeignKey, Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex

from cms.core.content_types import content_types
from cms.transfer.archive.content import carried_fields, child_rows
from cms.transfer.archive.identity import carried_models, natural_fields, travels
from cms.transfer.archive.snapshots import Outward, record_of
from cms.transfer.archive.translation import in_html
from tests.cms.content import article, published
from tests.flows.canary import Canary

HOUSEKEEPING = {"wagtailcore.Revision", "contenttypes.ContentType", "taggit.TaggedItem", settings.AUTH_USER_MODEL}


def with_child_rows(model: type[Model]) -> list[type[Model]]:
    return [model, *(row for child in child_rows(model).values() for row in with_child_rows(child))]


MODELS: list[type[Model]] = [*content_types(), *carried_models()]
EVERYTHING = [part for model in MODELS for part in with_child_rows(model)]


@pytest.mark.parametrize("model", dict.fromkeys(EVERYTHING), ids=lambda model: model._meta.label)
def test_nothing_that_editors_choose_stays_behind(model: type[Model]) -> None:
    """Each foreign key of each content type leads to rows that travel, or is an account's or Wagtail's own."""
    keys = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    left = [key for key in keys if not travels(key.related_model) and not isinstance(key, ParentalKey)]
    parents = {parent._meta.label for parent in model._meta.get_parent_list()}
    assert {key.related_model._meta.label for key in left} - HOUSEKEEPING - parents == set()


@pytest.mark.parametrize("model", carried_models(), ids=lambda model: model._meta.label)
def test_every_shared_row_has_a_name_that_travels(model: Any) -> None:
    """Files are known by their bytes; every snippet and tag by a field that is unique."""
    assert model._meta.app_label == "media" or natural_fields(model)


def test_what_belongs_to_one_installation_is_not_content() -> None:
    """Keys, places in the tree, owners, locks and dates of bookkeeping are left out."""
    kept = {"title", "slug", "seo_title", "search_description", "show_in_menus", "go_live_at", "expire_at"}
    assert set(carried_fields(Page)) == kept


@pytest.mark.django_db
def test_every_reference_that_wagtail_finds_is_translated() -> None:
    """In rows, blocks and rich text: whatever Wagtail's index of references has is in the record by another name."""
    page, outward = Canary().open, Outward()
    record_of(page, outward, drafts=True)
    ReferenceIndex.create_or_update_for_object(page)
    found = {str(row.to_object_id) for row in ReferenceIndex.get_references_for_object(page)}
    named = {str(row.pk) for row in (*outward.referred.values(), *outward.places.values())}
    assert found <= named
    assert len(found) > 4


@pytest.mark.django_db
def test_a_link_keeps_every_other_byte() -> None:
    """Only the number in a link changes, to a name that means the same elsewhere."""
    page = published(article())
    html = f'<p data-block-key="x">a <a id="{page.pk}" linktype="page">b</a> <a href="/c?d=1&amp;e=2">f</a>&nbsp;</p>'
    record = record_of(page, Outward(), drafts=False)
    assert record
    assert in_html(html, Outward()) == html.replace(f'"{page.pk}"', f'"{record.reference}"')
