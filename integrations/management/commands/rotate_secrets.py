"""`manage.py rotate_secrets`: the second step of replacing an encryption key."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from integrations.secrets import EncryptedJSONField, SecretUnreadable


class Command(BaseCommand):
    help = "Encrypts every stored secret again, with the first of FIELD_ENCRYPTION_KEYS; the others may then go."

    def handle(self, *args: Any, **options: Any) -> None:
        for model, column in encrypted_columns():
            keys = model._base_manager.values_list("pk", flat=True)
            written = sum(write_again(model, column, key) for key in keys)
            self.stdout.write(f"{model._meta.label}.{column}: {written} encrypted again")


def encrypted_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column that holds secrets, with the model it belongs to."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedJSONField):
                yield model, field.name


@transaction.atomic
def write_again(model: type[models.Model], column: str, key: Any) -> int:
    """Write one secret again, locked, so that a token renewed at the same moment is not undone.

    Raises:
        CommandError: none of the keys opens it.
    """
    rows = model._base_manager.filter(pk=key)
    try:
        secret = rows.select_for_update().values_list(column, flat=True).first()
    except SecretUnreadable as error:
        raise CommandError(f"{model._meta.label} {key}, {column}: {error}") from error
    return rows.update(**{column: secret}) if secret is not None else 0
