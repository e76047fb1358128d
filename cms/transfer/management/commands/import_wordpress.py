from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cms.transfer.commands import ImportCommand
from cms.transfer.found import FoundPage
from cms.transfer.wordpress_export import read_export
from cms.transfer.wordpress_pages import WordPressPages


class Command(ImportCommand):
    help = "Brings the posts and pages of a WordPress site in as drafts, from the file of Tools, Export."
    default_type = "blog"
    type_help = "What posts become; pages become pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="The file that WordPress exported.")
        parser.add_argument("--media", type=Path, help="A copy of wp-content/uploads; otherwise pictures are fetched.")
        super().add_arguments(parser)

    def read(self, **options: Any) -> list[FoundPage]:
        export = read_export(options["file"])
        self.folder, self.base = options["media"], f"{export.base}/wp-content/uploads/"
        pages = WordPressPages(export, options["type"])
        for outcome in pages.skipped():
            self.tell(outcome)
        return pages.found()
