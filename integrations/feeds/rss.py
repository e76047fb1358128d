"""RSS 2.0 (rssboard.org), with the extensions that readers know: full text, authors, hubs and pictures."""

from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Rss201rev2Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

EXTENSIONS = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


class RssFeed(Rss201rev2Feed):
    """Django's, and what RSS itself has no elements for."""

    def latest_post_date(self) -> Any:
        return self.feed["updated"]

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), **EXTENSIONS}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for hub in self.feed["hubs"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if item["content"]:
            handler.addQuickElement("content:encoded", item["content"])
        if item["image"]:
            _add_picture(handler, item["image"])


def _add_picture(handler: SimplerXMLGenerator, image: dict[str, Any]) -> None:
    """The picture with its description, also while its length, which an enclosure must give, is unknown."""
    handler.startElement("media:content", AttributesImpl({"url": image["src"], "medium": "image"}))
    if image["alt"]:
        handler.addQuickElement("media:description", image["alt"], {"type": "plain"})
    handler.endElement("media:content")
