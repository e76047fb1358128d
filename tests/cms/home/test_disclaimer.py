from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.cms.home.content import disclaimer, published

pytestmark = pytest.mark.django_db


def republish(page: Any, **changes: Any) -> Any:
    """Publish the page again with changes."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize(
    "change", [{"short_form": "Ask a doctor."}, {"body": [("paragraph", "<p>Something else.</p>")]}]
)
def test_new_words_need_a_new_edition(change: dict[str, Any]) -> None:
    """The wording of a published edition stays as it is; the next one has its own number and says what is new."""
    page = published(disclaimer())
    with pytest.raises(ValidationError, match="make it edition 2"):
        republish(page, **change)
    assert republish(page, edition=2, what_changed="Shorter.").edition == 2


def test_a_disclaimer_is_written_out() -> None:
    """The short form alone is not enough to go live."""
    with pytest.raises(ValidationError) as refusal:
        published(disclaimer(body=[]))
    assert list(refusal.value.message_dict) == ["body"]


def test_the_same_words_are_published_again() -> None:
    """A change of anything but the wording needs no new edition."""
    page = published(disclaimer())
    assert republish(page, summary="Read this first.").edition == 1


def test_an_edition_that_was_withdrawn_keeps_its_number() -> None:
    """Unpublishing frees no number."""
    page = published(disclaimer())
    page.unpublish()
    with pytest.raises(ValidationError, match="make it edition 2"):
        republish(page, short_form="Ask a doctor.")


def test_a_draft_may_try_new_words() -> None:
    """Nothing is asked of a wording that is not published yet."""
    page = published(disclaimer())
    page.short_form, page.is_draft_save = "Ask a doctor.", True
    page.full_clean()
