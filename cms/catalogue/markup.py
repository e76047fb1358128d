"""Books, products and rankings in the words of schema.org. Nobody has rated them here, so no rating is told."""

from typing import Any

from cms.catalogue.vocabulary import Availability, BookFormat
from cms.core.api_fields import Rendering
from cms.core.schema_org import Node, named, node
from cms.core.schema_org.nodes import member_of

FORMATS: dict[str, str] = {
    BookFormat.HARDCOVER: "Hardcover",
    BookFormat.PAPERBACK: "Paperback",
    BookFormat.EBOOK: "EBook",
    BookFormat.AUDIOBOOK: "AudiobookFormat",
}
AVAILABILITY: dict[str, str] = {
    Availability.IN_STOCK: "InStock",
    Availability.TO_ORDER: "MadeToOrder",
    Availability.SOLD_OUT: "SoldOut",
    Availability.DISCONTINUED: "Discontinued",
}


def book(page: Any) -> Node:
    """A book, by whoever wrote the book."""
    return node(
        "Book",
        alternativeHeadline=page.subtitle,
        author=[node("Person", name=name) for name in page.writers],
        publisher=named("Organization", page.publisher),
        datePublished=str(page.published_year) if page.published_year else None,
        bookEdition=page.edition,
        bookFormat=member_of(FORMATS[page.book_format]) if page.book_format else None,
        numberOfPages=page.number_of_pages,
        isbn=page.isbn,
        offers=_offer(page),
    )


def product(page: Any) -> Node:
    """A product, by whoever makes it."""
    return node(
        "Product",
        manufacturer=named("Organization", page.maker),
        productID=page.article_number,
        offers=_offer(page, page.availability),
    )


def ranking(page: Any, rendering: Rendering) -> Node:
    """What sells best, of what a reader may see."""
    stubs = [stub for item in page.ranked_pages if (stub := rendering.stub(item)) is not None]
    items = [
        node("ListItem", position=position, name=stub["title"], url=stub["url"])
        for position, stub in enumerate(stubs, 1)
    ]
    return node(
        "ItemList",
        itemListElement=items,
        numberOfItems=len(items),
        itemListOrder=member_of("ItemListOrderDescending"),
    )


def _offer(page: Any, availability: str = "") -> Node | None:
    price = page.price_tag()
    offered = node(
        "Offer",
        price=price["amount"] if price else None,
        priceCurrency=price["currency"] if price else None,
        availability=member_of(AVAILABILITY[availability]) if availability else None,
        url=page.order_url,
    )
    return offered if price or page.order_url else None
