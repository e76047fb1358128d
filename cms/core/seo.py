"""What search engines and networks are told of a page: the contents of its `<title>` and its `<meta>` elements."""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.utils.translation import to_locale

from cms.core.api_fields.contract import ApiField, Json, Rendering, Schema, nullable, object_schema
from cms.core.api_fields.values import Integer, Text

INDEX, NOINDEX = "index, follow", "noindex"
MOMENT: Schema = nullable({"type": "string", "format": "date-time"})
ADDRESS: Schema = {"type": "string", "format": "uri"}


def seo_of(page: Any, rendering: Rendering) -> Json:
    """A page for those who may read it: what its editors wrote for search engines, or else its title and summary."""
    title, description = page.seo_title or page.title, page.search_description or page.summary
    image = _picture(rendering.image(page.image, page.image_alt)) if page.image else None
    return _seo(page, rendering, title, description, image)


def teaser_seo_of(page: Any, rendering: Rendering) -> Json:
    """A page for those who may read its teaser only; what editors wrote for search engines may say more than that."""
    return _seo(page, rendering, page.title, page.teaser, None)


def _seo(page: Any, rendering: Rendering, title: str, description: str, image: Json | None) -> Json:
    url = rendering.address_of(page)
    source = rendering.stub(page.alias_of) if page.alias_of_id else None
    return {
        "title": title,
        "description": description,
        "robots": NOINDEX if page.hidden_from_search or not rendering.is_public else INDEX,
        "canonical": source["url"] if source else url,
        "open_graph": {
            "type": page.open_graph_type,
            "title": title,
            "description": description,
            "url": url,
            "locale": to_locale(page.locale.language_code),
            "published_time": page.first_published_at.isoformat() if page.first_published_at else None,
            "modified_time": None,
            "image": image,
        },
        "twitter": {
            "card": "summary_large_image" if image else "summary",
            "title": title,
            "description": description,
            "image": image["url"] if image else None,
            "image_alt": image["alt"] if image else None,
        },
    }


def _picture(shown: Json) -> Json | None:
    """The widest copy in a format that every network reads; None of a drawing, which none of them takes."""
    if not shown["srcset"]:
        return None
    widest = shown["srcset"][-1]
    height = round(shown["height"] * widest["width"] / shown["width"])
    return {key: widest[key] for key in ("url", "type", "width")} | {"height": height, "alt": shown["alt"]}


def _record(title: str, /, **properties: Schema) -> Schema:
    return {"title": title, "type": "object", "properties": properties, "required": list(properties)}


PICTURE = (
    Text(name="url", value_schema=ADDRESS),
    Text(name="type", help="The media type."),
    Integer(name="width", help="Pixels."),
    Integer(name="height", help="Pixels."),
    Text(name="alt"),
)
TEXT: Schema = {"type": "string"}
OPEN_GRAPH = _record(
    "OpenGraph",
    type={"type": "string", "enum": ["article", "book", "profile", "website"]},
    title=TEXT,
    description=TEXT,
    url=ADDRESS,
    locale={**TEXT, "description": "With an underscore: de, pt_BR."},
    published_time=MOMENT,
    modified_time=MOMENT,
    image=nullable(object_schema(PICTURE, "OpenGraphImage")),
)
TWITTER = _record(
    "TwitterCard",
    card={"type": "string", "enum": ["summary", "summary_large_image"]},
    title=TEXT,
    description=TEXT,
    image=nullable(ADDRESS),
    image_alt=nullable(TEXT),
)
SEO = _record(
    "Seo",
    title=TEXT,
    description=TEXT,
    robots={"type": "string", "enum": [INDEX, NOINDEX]},
    canonical={**ADDRESS, "description": "Of a page that stands in several places, the first of them."},
    open_graph=OPEN_GRAPH,
    twitter=TWITTER,
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Seo(ApiField):
    """What the owner tells search engines and social networks by `seo_members`, or another `source`."""

    value_schema: Schema = field(default_factory=lambda: SEO, repr=False)

    def read(self, owner: Any, rendering: Rendering) -> Json:
        return attrgetter(self.source or "seo_members")(owner)(rendering)
