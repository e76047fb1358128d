"""Links between imported pages: they lead from page to page here, whatever becomes of their addresses."""

import re
from html import unescape
from urllib.parse import urlsplit

from cms.transfer.found import FoundPage
from cms.transfer.models import ImportedPage

LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')


def place(address: str) -> str:
    """What two addresses of one page have in common: neither scheme nor `www`, neither final slash nor fragment."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = parts.netloc.lower().removeprefix("www.")
    path = re.sub(r"/(index\.(html?|php))?$", "", parts.path)
    return f"{host}{path}{'?' + parts.query if parts.query else ''}"


class Links:
    """The pages of an import by the places that they had.

    Args:
        pages: what was found, with the primary keys of the drafts.
    """

    def __init__(self, pages: list[tuple[FoundPage, int]]) -> None:
        earlier = ImportedPage.objects.values_list("source", "page_id")
        self._pages = {place(source): page for source, page in earlier}
        for found, page in pages:
            self._pages |= {
                place(address): page for address in (found.source, found.address, *found.aliases) if address
            }

    def lead_home(self, html: str, found: FoundPage) -> str:
        """Rich text in which links to imported pages are links to pages; paths of this machine lead nowhere."""

        def linked(match: re.Match[str]) -> str:
            address = unescape(match[1])
            if page := self._pages.get(place(address)):
                return f'<a linktype="page" id="{page}">{match[2]}</a>'
            if address.startswith("file:"):
                found.remark("led to a file that is not imported; its text stays", "a", address)
                return match[2]
            return match[0]

        return LINK.sub(linked, html)
