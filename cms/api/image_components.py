"""The JSON Schemas of images."""

from cms.api.schemas import ADDRESS, STRING, WHOLE, record
from cms.core.api_fields import Schema, nullable

POINT = record(
    "FocalPoint",
    "What must stay in view when the image is cropped: its middle, in pixels of `width` and `height`.",
    x={**WHOLE, "examples": [800]},
    y={**WHOLE, "examples": [450]},
)
COPY = record(
    "ImageCopy",
    "One copy of an image; it is made when it is asked for the first time.",
    url=ADDRESS,
    width={**WHOLE, "description": "In pixels; the height follows.", "examples": [800]},
    type={**STRING, "description": "Its media type.", "examples": ["image/webp"]},
)
PICTURE: dict[str, Schema] = {
    "id": WHOLE,
    "width": {**WHOLE, "description": "Of the image as it was uploaded, in pixels.", "examples": [1600]},
    "height": {**WHOLE, "examples": [900]},
    "focal_point": nullable(POINT),
    "src": {**ADDRESS, "description": "For those who choose none of the copies: the widest in a plain format."},
    "srcset": {
        "type": "array",
        "items": COPY,
        "description": "Every copy there is, by format, the narrowest first; none of a drawing in SVG.",
    },
}
IMAGE_COMPONENTS: tuple[Schema, ...] = (
    record(
        "Image",
        "An image as a document shows it. Its addresses open to those who may read such a document.",
        alt={**STRING, "description": "What it shows, for people who cannot see it; empty when it only decorates."},
        **PICTURE,
    ),
    record("Picture", "An image by itself; what it shows in words belongs to the documents.", **PICTURE),
)
