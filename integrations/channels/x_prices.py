"""What X charges for a post, and the most that a month's posts may cost.

X bills each use; the prices that stand here are those of its pricing page as of November 2026, and whoever is billed
others can say so. Deletions and what is read cost too: they are not counted.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize

from integrations.channels.links_in_text import link_spans
from integrations.channels.setting import Setting

POST_PRICE = Setting(
    name="post_price",
    label="Price of a post",
    help="In US dollars, as X bills it to you.",
    default="0.015",
    required=False,
)
LINK_PRICE = Setting(
    name="link_price",
    label="Price of a post with a link",
    help="In US dollars. Posts carry a link unless the template leaves it out.",
    default="0.20",
    required=False,
)
BUDGET = Setting(
    name="monthly_budget",
    label="Budget for a month",
    help="In US dollars, for what is posted in a calendar month (UTC); deletions and look-ups are not counted. A post "
    "that would exceed it goes to the waiting list. Empty: no limit of ours.",
    required=False,
)
SETTINGS = (POST_PRICE, LINK_PRICE, BUDGET)
HIGHEST = Decimal(10_000)


def price_problems(config: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the prices and the budget, by field."""
    return {one.name: "Give dollars, such as 0.20." for one in SETTINGS if not _is_amount(config.get(one.name))}


def price(text: str, config: Mapping[str, Any]) -> Decimal:
    """What a post of `text` costs, in dollars; whatever may be a link is taken for one."""
    has_link = "://" in text or any(link_spans(normalize("NFC", text)))
    setting = LINK_PRICE if has_link else POST_PRICE
    return Decimal(config.get(setting.name) or setting.default)


def budget(config: Mapping[str, Any]) -> Decimal | None:
    """The most that a month's posts may cost, in dollars; None: whatever they cost."""
    given = config.get(BUDGET.name)
    return Decimal(given) if given else None


def _is_amount(given: Any) -> bool:
    try:
        return not given or 0 <= Decimal(given) <= HIGHEST
    except InvalidOperation:
        return False
