import pytest
from django import forms
from django.core.exceptions import ValidationError

from cms.core.fields import ChoiceListField
from cms.points.vocabulary import Region

FIELD = ChoiceListField("regions", vocabulary=Region)


@pytest.mark.parametrize("value", [["elsewhere"], ["low", "elsewhere"], "low", {"low": True}])
def test_only_lists_of_known_codes_are_stored(value: object) -> None:
    """Codes outside the vocabulary and other shapes are refused with the codes there are."""
    with pytest.raises(ValidationError, match="general, high, mid, low, sciatica"):
        FIELD.clean(value, None)


def test_known_codes_pass() -> None:
    """Any of the vocabulary's codes may be ticked, or none."""
    assert FIELD.clean(["low", "sciatica"], None) == ["low", "sciatica"]
    assert FIELD.clean([], None) == []


def test_the_form_shows_boxes_to_tick() -> None:
    """The form offers the vocabulary's labels."""
    field = FIELD.formfield()
    assert isinstance(field.widget, forms.CheckboxSelectMultiple)
    assert ("low", "Low back") in field.choices


def test_migrations_know_nothing_of_the_vocabulary() -> None:
    """A new code needs no migration."""
    _, path, _, kwargs = FIELD.deconstruct()
    assert path == "django.db.models.JSONField"
    assert "vocabulary" not in kwargs
