"""The formats that feeds are offered in, by the name in their address."""

from integrations.feeds.atom import AtomFeed
from integrations.feeds.json_feed import JsonFeed
from integrations.feeds.rss import RssFeed

Format = type[AtomFeed] | type[JsonFeed] | type[RssFeed]
FORMATS: dict[str, Format] = {"atom": AtomFeed, "json": JsonFeed, "rss": RssFeed}
