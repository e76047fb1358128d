"""Images and files that editors upload."""

from typing import ClassVar

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from cms.media.files import file_address


class CustomImage(AbstractImage):
    """An uploaded picture; its alternative text is kept where it is used, because it depends on the use."""

    admin_form_fields = Image.admin_form_fields


class Rendition(AbstractRendition):
    """A resized copy of a picture."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter")
        ]


class CustomDocument(AbstractDocument):
    """An uploaded file."""

    admin_form_fields = Document.admin_form_fields

    @property
    def url(self) -> str:
        """Its signed address; Wagtail's own would count through all files for anybody."""
        return file_address(self.pk, self.filename)
