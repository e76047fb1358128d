"""The panels of the catalogue's pages."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

OFFER = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("price"), FieldPanel("currency")]),
        FieldPanel("order_url"),
        FieldPanel("is_advertising"),
    ],
    heading="Offer",
)
BOOK = [
    MultiFieldPanel(
        [
            FieldPanel("subtitle"),
            FieldPanel("written_by"),
            FieldRowPanel([FieldPanel("publisher"), FieldPanel("published_year")]),
            FieldRowPanel([FieldPanel("edition"), FieldPanel("book_format"), FieldPanel("number_of_pages")]),
            FieldPanel("isbn"),
        ],
        heading="The book",
    ),
    OFFER,
    FieldPanel("body"),
]
PRODUCT = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("maker"), FieldPanel("article_number")]),
            FieldPanel("availability"),
        ],
        heading="The product",
    ),
    OFFER,
    FieldPanel("body"),
]
BEST_SELLERS = [
    MultiFieldPanel(
        [
            FieldPanel("basis"),
            FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")]),
            FieldPanel("is_advertising"),
        ],
        heading="What this ranking says",
    ),
    InlinePanel(
        "ranks",
        heading="Ranking",
        label="Place",
        help_text="Best-selling first. Left empty, the page says that there is no ranking yet.",
    ),
    FieldPanel("body"),
]
