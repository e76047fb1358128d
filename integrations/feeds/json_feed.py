"""JSON Feed 1.1 (jsonfeed.org)."""

import json
from typing import Any, TextIO

from django.utils.feedgenerator import SyndicationFeed, rfc3339_date

VERSION = "https://jsonfeed.org/version/1.1"


class JsonFeed(SyndicationFeed):
    """A feed as Django's generators take it in, written as JSON. What there is nothing to say of is left out."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: TextIO, encoding: str) -> None:
        feed = {
            "version": VERSION,
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "hubs": [{"type": "WebSub", "url": hub} for hub in self.feed["hubs"]],
        }
        items = [_item(item) for item in self.items]
        json.dump({**_given(feed), "items": items}, outfile, ensure_ascii=False, indent=1)


def _item(item: dict[str, Any]) -> dict[str, Any]:
    members = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "summary": item["summary"],
        "image": item["image"] and item["image"]["src"],
        "date_published": rfc3339_date(item["pubdate"]),
        "date_modified": rfc3339_date(item["updateddate"]),
        "authors": [{"name": author} for author in item["authors"]],
        "tags": item["categories"],
        "language": item["language"],
        "attachments": [
            {"url": each.url, "mime_type": each.mime_type, "size_in_bytes": int(each.length)}
            for each in item["enclosures"]
        ],
    }
    content = {"content_html": item["content"]} if item["content"] else {"content_text": item["summary"]}
    return {**_given(members), **content}


def _given(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}
