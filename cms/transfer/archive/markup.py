"""Which markup rich text may have: what Wagtail's editor stores, whatever features it is given."""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from wagtail.whitelist import check_url

ELEMENTS = {
    *("a", "b", "blockquote", "br", "code", "del", "em", "embed", "hr", "i", "li", "ol", "p", "s", "strong"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "sub", "sup", "u", "ul"),
}
ATTRIBUTES = {"alt", "data-block-key", "embedtype", "format", "href", "id", "linktype", "url"}


def foreign_markup(html: str) -> Iterator[str]:
    """Elements, attributes and addresses that no editor can have written; some of them would act in a browser."""
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        if tag.name not in ELEMENTS:
            yield f"<{tag.name}>"
        yield from (f"{name}= of <{tag.name}>" for name in tag.attrs if name not in ATTRIBUTES)
        if check_url(str(tag.get("href", ""))) is None:
            yield f"an address like {str(tag['href'])[:20]}"
