"""What is asked for, what it is compared with, and how much faster it has to be."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.bench.load import Target, fetch

ARTICLES = "/api/v1/articles/"
STOCK = "/bench/v2/articles/"
SUMMARY_FIELDS = "summary,image,authors,reviewed_on,next_review_on,tags"
DIFFERENT = 100  # so many documents are read in turn
PAGE, DEEP = 20, 50


@dataclass(frozen=True)
class Comparison:
    """Two ways to the same content.

    Args:
        name: what is compared with what.
        ours, baseline: what is asked for.
        goal: how many times as fast ours has to be; None where nothing was promised.
    """

    name: str
    ours: Target
    baseline: Target
    goal: float | None = None


def comparisons(limited: str, unlimited: str) -> Iterator[Comparison]:
    """Everything that is measured.

    Args:
        limited: the server that counts requests, as in production.
        unlimited: the same one without limits.
    """
    uids = [item["id"] for item in read(limited, f"{ARTICLES}?limit={DIFFERENT}")["items"]]
    details, bare = [f"{ARTICLES}{uid}/" for uid in uids], [f"/bench/bare/{uid}/" for uid in uids]
    stock = Target(limited, [f"{STOCK}{item['id']}/" for item in read(limited, stock_list(DIFFERENT, 0))["items"]])
    yield Comparison("detail / API v2", Target(limited, details), stock, 20)
    yield Comparison("detail / bare view, no limits", Target(unlimited, details), Target(unlimited, bare), 0.75)
    yield Comparison("detail / bare view, all on", Target(limited, details), Target(limited, bare), 0.6)
    yield from lists(limited)
    changes = Target(limited, [stock_list(PAGE, 0, order="-id")])
    yield Comparison("changes, 20 / newest 20 of API v2", Target(limited, ["/api/v1/changes/?limit=20"]), changes)
    held = {"If-None-Match": fetch(limited, details[0])[1]}
    unchanged = Target(limited, details[:1], held)
    yield Comparison("detail unchanged (304) / API v2", unchanged, stock)
    yield Comparison("detail unchanged (304) / bare view", unchanged, Target(limited, bare[:1]))


def lists(server: str) -> Iterator[Comparison]:
    """Pages of a list, beside the same pages of the stock API."""
    listed = Target(server, [f"{ARTICLES}?limit={PAGE}"])
    yield Comparison("list of 20 / API v2", listed, Target(server, [stock_list(PAGE, 0)]), 25)
    yield Comparison("list of 20 / bare view", listed, Target(server, ["/bench/bare/list/"]))
    tagged = Target(server, [f"{ARTICLES}?limit={PAGE}&tag=tag-7"])
    yield Comparison("tag filter / API v2", tagged, Target(server, [stock_list(PAGE, 0, tag="tag-7")]))
    deep = Target(server, [next(islice(pages(server), DEEP - 1, None))])
    yield Comparison("page 50 / API v2", deep, Target(server, [stock_list(PAGE, PAGE * (DEEP - 1))]))


def pages(server: str) -> Iterator[str]:
    """The address of every page of the list, as a client walks it."""
    address: str | None = f"{ARTICLES}?limit={PAGE}"
    while address:
        yield address
        following = urlsplit(read(server, address)["next"] or "")
        address = f"{following.path}?{following.query}" if following.path else None


def stock_list(limit: int, offset: int, order: str = "-first_published_at", **narrowed: str) -> str:
    """The address of a list of the stock API with the fields that our summaries have."""
    asked = {"limit": limit, "offset": offset, "order": order, "fields": SUMMARY_FIELDS, **narrowed}
    return f"{STOCK}?{urlencode(asked)}"


def read(server: str, address: str) -> Any:
    """The JSON at an address."""
    return json.loads(fetch(server, address)[0])
