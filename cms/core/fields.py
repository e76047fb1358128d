"""Database fields that several content types share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

PROSE = ["bold", "italic", "ol", "ul", "link", "document-link"]
"""What rich text may hold: emphasis, lists and links; headings are blocks of their own."""


class ChoiceListField(models.JSONField):
    """Several codes of a closed vocabulary, ticked in a list; the same on every database.

    Args:
        vocabulary: the `TextChoices` whose codes may be stored.
    """

    def __init__(self, *args: Any, vocabulary: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # The vocabulary is the form's business: a new code needs no migration.
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        known = self.vocabulary.values if self.vocabulary else []
        if not isinstance(value, list) or not set(value) <= set(known):
            raise ValidationError(f"Give a list of some of these: {', '.join(known)}.")

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=self.vocabulary.choices if self.vocabulary else [],
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=str(self.verbose_name).capitalize(),
            help_text=self.help_text,
        )
