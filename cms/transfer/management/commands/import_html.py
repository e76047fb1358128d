from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from cms.transfer.commands import ImportCommand
from cms.transfer.found import FoundPage
from cms.transfer.html_files import folder_of, is_address, read_place
from cms.transfer.html_page import moment
from cms.transfer.report import FAILED, Outcome


class Command(ImportCommand):
    help = "Brings pages of HTML in as drafts. Nothing is published; docs/import.md says what becomes of what."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("places", nargs="+", metavar="FILE|URL", help="A file of HTML, or its address on the web.")
        parser.add_argument("--base", default="", help="The address on the web of the folder that holds all the files.")
        parser.add_argument("--published", type=moment, help="When pages that do not say it themselves were published.")
        super().add_arguments(parser)

    def read(self, **options: Any) -> list[FoundPage]:
        places, base = options["places"], options["base"]
        if base and not (is_address(base) and base.endswith("/")):
            raise ValueError("--base is an address that ends with a slash, like https://www.example.org/about/.")
        self.folder, self.base = folder_of(places), base
        pages = list(self._readable(places))
        for page in pages:
            page.family = options["type"]
            page.published = page.published or options["published"]
        return pages

    def _readable(self, places: list[str]) -> Iterator[FoundPage]:
        """The pages; one that cannot be read does not stop the others."""
        for place in places:
            try:
                yield read_place(place, self.folder, self.base, self.fetch)
            except (OSError, ValueError) as error:
                self.tell(Outcome(FoundPage(source=place, title=""), FAILED, why=str(error)))
