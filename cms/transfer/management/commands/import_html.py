from argparse import ArgumentParser
from typing import Any

from cms.transfer.commands import ImportCommand
from cms.transfer.found import FoundPage
from cms.transfer.html_files import folder_of, is_address, read_place


class Command(ImportCommand):
    help = "Brings pages of HTML in as drafts. Nothing is published; docs/import.md says what becomes of what."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("places", nargs="+", metavar="FILE|URL", help="A file of HTML, or its address on the web.")
        parser.add_argument("--base", default="", help="The address on the web of the folder that holds all the files.")
        super().add_arguments(parser)

    def read(self, **options: Any) -> list[FoundPage]:
        places, base = options["places"], options["base"]
        if base and not (is_address(base) and base.endswith("/")):
            raise ValueError("--base is an address that ends with a slash, like https://www.example.org/about/.")
        self.folder, self.base = folder_of(places), base
        return [page for place in places if (page := self.attempt(place, self._read_one))]

    def _read_one(self, place: str) -> FoundPage:
        return read_place(place, self.folder, self.base, self.fetch)
