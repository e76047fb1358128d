"""How a content type declares its JSON: one tuple of fields, beside its panels.

A field knows three things: where its value comes from, how it is presented, and the JSON Schema of what it
presents. Rendering walks the fields; OpenAPI is made of their schemas; nothing about a type is said twice.
Whatever lies outside the row itself (another page, an image, rich text) is presented by the `Rendering`,
because only it knows the audience it renders for.
"""

from cms.core.api_fields.contents import Contents
from cms.core.api_fields.contract import ApiField, Json, Rendering, Schema, in_order, nullable, object_schema, present
from cms.core.api_fields.facets import Facet, PageFacet, facet_values
from cms.core.api_fields.relations import Embedded, Link, Links, Picture, Rows, Stream
from cms.core.api_fields.values import Choice, Choices, Computed, Date, Flag, Html, Integer, Number, Strings, Text

__all__ = [
    "ApiField",
    "Choice",
    "Choices",
    "Computed",
    "Contents",
    "Date",
    "Embedded",
    "Facet",
    "Flag",
    "Html",
    "Integer",
    "Json",
    "Link",
    "Links",
    "Number",
    "PageFacet",
    "Picture",
    "Rendering",
    "Rows",
    "Schema",
    "Stream",
    "Strings",
    "Text",
    "facet_values",
    "in_order",
    "nullable",
    "object_schema",
    "present",
]
