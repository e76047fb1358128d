"""Uploaded files on their way into the storage; all of them leave it again when the import comes to nothing."""

from io import BytesIO
from zipfile import ZipFile

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.models import AbstractImage
from wagtail.utils.file import hash_filelike

from cms.transfer.archive.container import read_file


class Uploads:
    """The files of one archive."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.stored: list[tuple[Storage, str]] = []

    def give(self, row: AbstractImage, name: str, digest: str) -> None:
        """Give a new row its file and save it.

        Raises:
            Refused: the file is missing or its bytes are not those that were written.
            ValidationError: it is none that an editor could upload.
        """
        content = read_file(self.archive, digest)
        if isinstance(row, AbstractImage):
            WagtailImageField().clean(SimpleUploadedFile(name, content))
        row.file = ContentFile(content, name)
        row.file_size = len(content)
        row.file_hash = hash_filelike(BytesIO(content))
        row.full_clean()
        row.save()
        self.stored.append((row.file.storage, row.file.name))

    def remove(self) -> None:
        """Take every file out of the storage again."""
        for storage, name in self.stored:
            storage.delete(name)
        self.stored.clear()
