"""Rules for what is sold, and for lists that say what sells."""

from decimal import Decimal

from cms.core.rules import Problems


def price_has_currency(price: Decimal | None, currency: str) -> Problems:
    """A price is a number and a currency."""
    if price is not None and not currency:
        return {"currency": "Choose the currency of the price."}
    if currency and price is None:
        return {"price": "Give the price, or leave the currency empty too. A price of 0 means free."}
    return {}


def selling_is_advertising(price: Decimal | None, order_url: str, is_advertising: bool) -> Problems:
    """Who names a price and shows the way to the till advertises, and readers can tell.

    Source: Directive 2000/31/EC, article 6 (a): a commercial communication is clearly identifiable as such.
    """
    if price and order_url and not is_advertising:
        return {"is_advertising": "A page with a price and an order address is an advertisement: tick this."}
    return {}


def advertising_is_disclosed(is_advertising: bool, disclosure: str) -> Problems:
    """An advertisement says what we gain from it."""
    if is_advertising and not disclosure.strip():
        return {"funding_disclosure": "Say what we earn when somebody orders this, or that we earn nothing."}
    return {}
