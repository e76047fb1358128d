"""The JSON Schemas of the changes feed."""

from cms.api.schemas import ADDRESS, MOMENT, STRING, UUID, WHOLE, record, ref
from cms.core.api_fields import Schema, nullable
from cms.publications.models import Access, Change
from cms.publications.subjects import models_by_kind


def change() -> Schema:
    """One line of the feed."""
    schema = record(
        "Change",
        "One thing that happened to one document, as this reader sees it.",
        id=UUID,
        kind={**STRING, "enum": list(models_by_kind())},
        type=STRING,
        action={
            **STRING,
            "enum": Change.Action.values,
            "description": "After a withdrawal drop your copy.",
        },
        access={**STRING, "enum": Access.values},
        etag=nullable({**STRING, "description": "The ETag of the document now; null when it is gone."}),
        cause={**STRING, "enum": Change.Cause.values},
        locale=STRING,
        path=STRING,
        previous_path=nullable({**STRING, "description": "Where it was before, when that differs."}),
        version=WHOLE,
        at=MOMENT,
        url=nullable({**STRING, "description": "Where this API shows it; null when it is gone."}),
    )
    schema["properties"]["document"] = {
        **nullable(ref("Document")),
        "description": "Only with `include=documents`: the document as it is now; null when it is gone, or when a "
        "later change tells of it.",
    }
    return schema


def change_page() -> Schema:
    """One answer of the feed."""
    return record(
        "ChangePage",
        "A part of the changes feed.",
        items={"type": "array", "items": ref("Change")},
        cursor={**STRING, "description": "The `since` of the next look."},
        next={**ADDRESS, "description": "The address of the next look."},
        has_more={"type": "boolean", "description": "Whether there is more at once."},
    )
