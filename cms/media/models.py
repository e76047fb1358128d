"""Images and files that editors upload."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from cms.media.addresses import file_address
from cms.media.svg import refuse_active


class CustomImage(AbstractImage):
    """An uploaded picture; its alternative text is kept where it is used, because it depends on the use."""

    admin_form_fields = Image.admin_form_fields

    def clean(self) -> None:
        super().clean()
        try:
            self.refuse_active_drawing()
        except ValidationError as error:
            raise ValidationError({"file": error.messages}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_active_drawing()
        if self.has_new_file:
            self._set_image_file_metadata()  # as Wagtail's forms do; the hash makes a new file a new address
        super().save(*args, **kwargs)

    @property
    def has_new_file(self) -> bool:
        return bool(self.file) and not self.file._committed

    def refuse_active_drawing(self) -> None:
        """Refuse a new file that could act when it is shown, by whatever door it comes.

        Raises:
            ValidationError: it names what is in the way.
        """
        if self.has_new_file and self.is_svg():
            refuse_active(self.file.open())


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

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self._set_document_file_metadata()  # as Wagtail's forms do; the hash is what caches know a file by
        super().save(*args, **kwargs)

    @property
    def url(self) -> str:
        """Its signed address; Wagtail's own would count through all files for anybody."""
        return file_address(self.pk, self.filename)
