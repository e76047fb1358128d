"""What has been loaded so far, by the names that the data uses."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile

from cms.core.models import ContentPage, Organisation, Person, Reference
from cms.demo.drawings import draw_points
from cms.demo.source import Table
from cms.media.models import CustomImage
from cms.points.models import Meridian

PAGE_MARK = re.compile(r"\{page:([\w-]+)\}")


@dataclass
class Shelf:
    """Loaded rows by name, and the means to put data that names them into Wagtail's stored form."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    meridians: dict[str, Meridian] = field(default_factory=dict)
    pages: dict[str, ContentPage] = field(default_factory=dict)
    images: dict[str, CustomImage] = field(default_factory=dict)

    def image(self, name: str, drawing: Table) -> CustomImage:
        """Draw a picture and keep it under `name`."""
        content = draw_points(drawing["figure"], [(float(x), float(y)) for x, y in drawing.get("marks", [])])
        image = CustomImage.objects.create(title=drawing["title"], file=ImageFile(BytesIO(content), f"{name}.png"))
        self.images[name] = image
        return image

    def body(self, blocks: list[Table]) -> str:
        """A body as a StreamField stores it."""
        raw = [{"type": block["type"], "value": self._value(block["type"], block["value"])} for block in blocks]
        return PAGE_MARK.sub(lambda mark: str(self.pages[mark[1]].pk), json.dumps(raw))

    def _value(self, kind: str, value: Any) -> Any:
        stored: dict[str, Callable[[Any], Any]] = {
            "page_links": self._links,
            "points": self._links,
            "references": lambda keys: [self.references[key].pk for key in keys],
            "image": lambda block: {"caption": "", **block, "image": self.images[block["image"]].pk},
            "table": _table,
            "do": lambda block: {"heading": "", **block},
            "dont": lambda block: {"heading": "", **block},
        }
        return stored[kind](value) if kind in stored else value

    def _links(self, block: Table) -> Table:
        return {**block, "pages": [self.pages[slug].pk for slug in block["pages"]]}


def _table(block: Table) -> Table:
    return {
        "caption": block["caption"],
        "columns": [{"type": "text", "heading": heading} for heading in block["columns"]],
        "rows": [{"values": row} for row in block["rows"]],
    }
