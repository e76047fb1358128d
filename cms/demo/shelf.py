"""What has been loaded so far, by the names that the data uses."""

import re
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.db.models import Model
from wagtail.models import Page

from cms.demo.drawings import as_svg
from cms.demo.raster import as_png
from cms.demo.source import Table
from cms.media.models import CustomImage

PAGE_MARK = re.compile(r"\{page:([\w-]+)\}")


class Shelf:
    """Loaded rows by model and name; all pages are of one model here."""

    def __init__(self) -> None:
        self._rows: dict[tuple[type[Model], str], Model] = {}

    def keep(self, name: str, row: Model) -> None:
        self._rows[_kind(type(row)), name] = row

    def find(self, model: type[Model], name: str) -> Any:
        """The row that was kept under a name.

        Raises:
            KeyError: nothing of that name has been loaded yet.
        """
        return self._rows[_kind(model), name]

    def text(self, text: str) -> str:
        """A text with the keys of the pages it names: `{page:bl23}`."""
        return PAGE_MARK.sub(lambda mark: str(self.find(Page, mark[1]).pk), text)

    def picture(self, name: str, drawing: Table, *, shared: bool) -> CustomImage:
        """Draw a picture.

        Args:
            name: of the file, without its suffix.
            drawing: `figure`, perhaps `marks` on it, and `alt`.
            shared: whether social channels show it; they take no SVG.
        """
        marks = [(float(x), float(y)) for x, y in drawing.get("marks", [])]
        content = as_png(drawing["figure"], marks) if shared else as_svg(drawing["figure"], marks, drawing["alt"])
        file = ImageFile(BytesIO(content), f"{name}.{'png' if shared else 'svg'}")
        image: CustomImage = CustomImage.objects.create(title=drawing["alt"], file=file)
        return image


def _kind(model: type[Model]) -> type[Model]:
    return Page if issubclass(model, Page) else model
