"""What one caller asks about the form of an answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from cms.api.parameters import Parameter
from cms.api.resources import Shape
from cms.api.variants.expansion import expand_parameters
from cms.api.variants.narrowing import Tree, fields_parameter
from cms.api.variants.rich_text import RICH_TEXT
from cms.core.api_fields import Json, Schema

# Raise the number when the same stored bytes are to be presented differently: every ETag of a variant then changes.
VARIANTS_VERSION = ("1", version("markdownify"))


@dataclass(frozen=True)
class Variant:
    """A form other than the stored one.

    Args:
        fields: the members to show; without any, all are shown.
        expand: the members whose documents are embedded.
        markdown: whether rich text is shown as Markdown.
    """

    fields: Tree
    expand: tuple[str, ...]
    markdown: bool

    @classmethod
    def asked(cls, asked: Mapping[str, Any]) -> "Variant | None":
        """The variant that parameters ask for; None when they ask for the stored bytes."""
        fields, expand, markdown = asked["fields"], asked.get("expand", ()), asked["rich_text"]
        return cls(fields or {}, expand, markdown) if fields or expand or markdown else None

    @property
    def mark(self) -> Json:
        """What an ETag must tell of it."""
        return [VARIANTS_VERSION, self.fields, self.markdown]


def variant_parameters(schema: Callable[[], Schema], shapes: Iterable[Shape]) -> tuple[Parameter, ...]:
    """The parameters by which a variant is asked for.

    Args:
        schema: of a whole document.
        shapes: that documents may have.
    """
    return fields_parameter(schema), *expand_parameters(shapes), RICH_TEXT
