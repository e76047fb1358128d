"""What one caller asks about the form of an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cms.api.parameters import Parameter
from cms.api.variants.narrowing import Tree, fields_parameter
from cms.core.api_fields import Json, Schema

# Raise it when the same stored bytes are to be presented differently: every ETag of a variant then changes.
VARIANTS_VERSION = 1


@dataclass(frozen=True)
class Variant:
    """A form other than the stored one.

    Args:
        fields: the members to show; without any, all are shown.
    """

    fields: Tree

    @classmethod
    def asked(cls, asked: Mapping[str, Any]) -> "Variant | None":
        """The variant that parameters ask for; None when they ask for the stored bytes."""
        fields = asked["fields"]
        return cls(fields) if fields else None

    @property
    def mark(self) -> Json:
        """What an ETag must tell of it."""
        return [VARIANTS_VERSION, self.fields]


def variant_parameters(schema: Callable[[], Schema]) -> tuple[Parameter, ...]:
    """The parameters by which a variant is asked for.

    Args:
        schema: of a whole document.
    """
    return (fields_parameter(schema),)
