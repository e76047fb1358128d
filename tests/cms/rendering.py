"""A rendering that needs no site, and the schemas its values must fit."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from jsonschema import Draft202012Validator

from cms.core.api_fields import Json, Schema
from cms.core.outline import Outline

COMPONENTS: dict[str, Schema] = {
    "Image": {"type": "object", "required": ["alt"]},
    "DocumentLink": {"type": "object", "required": ["title"]},
}


class PlainRendering:
    """Shows every page but the hidden ones."""

    def __init__(self, hidden: Collection[Any] = ()) -> None:
        self.hidden = hidden
        self.outline = Outline()
        self.field_name = ""

    def mention(self, uid: UUID) -> None:
        """Nobody asks."""

    def link(self, page: Any) -> Json | None:
        return None if page in self.hidden else {"title": page.title}

    def stub(self, page: Any) -> Json | None:
        known = page is not None and page not in self.hidden
        return {"title": page.title, "url": self.address_of(page)} if known else None

    is_public = True

    def trail(self, page: Any) -> list[Json]:
        return []

    def address_of(self, page: Any) -> str:
        return f"https://www.example.org/{page.slug}/"

    def home_of(self, page: Any) -> str:
        return "https://www.example.org/"

    def locked(self, page: Any) -> bool:
        return page in self.hidden

    def address(self, path: str, site_id: int | None) -> str:
        return f"https://www.example.org{path}"

    def image(self, image: Any, alt: str) -> Json | None:
        address = "https://cms.example.org/picture.png"
        copies = [{"url": address, "type": "image/png", "width": 320}]
        return {"alt": alt, "src": address, "srcset": copies, "width": 640, "height": 480} if image else None

    def rich_text(self, source: str) -> str:
        return f"rendered:{source}"


def assert_fits(value: Json, schema: Schema) -> None:
    """The value validates against the schema, and the schema is one."""
    whole = {**schema, "components": {"schemas": COMPONENTS}}
    Draft202012Validator.check_schema(whole)
    errors = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(whole).iter_errors(value)]
    assert errors == []
