"""The closed vocabularies of the catalogue."""

from django.db import models


class Currency(models.TextChoices):
    """Codes of ISO 4217; all of these count in hundredths."""

    EUR = "EUR", "Euro"
    GBP = "GBP", "Pound sterling"
    USD = "USD", "US dollar"
    CHF = "CHF", "Swiss franc"


class BookFormat(models.TextChoices):
    HARDCOVER = "hardcover", "Hardcover"
    PAPERBACK = "paperback", "Paperback"
    EBOOK = "ebook", "E-book"
    AUDIOBOOK = "audiobook", "Audiobook"


class Availability(models.TextChoices):
    IN_STOCK = "in_stock", "In stock"
    TO_ORDER = "to_order", "Made or bought to order"
    SOLD_OUT = "sold_out", "Sold out"
    DISCONTINUED = "discontinued", "No longer made"


# The word that tells readers what they look at, in the language of the page; elsewhere it is the English one.
ADVERTISEMENT = {"en": "Advertisement", "de": "Anzeige", "nl": "Advertentie"}
