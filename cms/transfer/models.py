"""What is remembered of imports."""

from django.db import models


class ImportedPage(models.Model):
    """Where a page came from, so that a second import knows it.

    Deleting the page forgets it: the next import brings it again. No channel posts such a page by itself.
    """

    source = models.CharField(max_length=500, unique=True, editable=False)
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, editable=False, related_name="imported")
    digest = models.CharField(max_length=64, editable=False)
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    def __str__(self) -> str:
        return self.source

    @property
    def is_untouched(self) -> bool:
        """Whether the page is as the last import left it: not published, and not edited since."""
        return self.page.last_published_at is None and self.page.latest_revision_id == self.revision_id


class Arrival(models.Model):
    """That a row was brought in by an archive: what the archive said, and what the row was then.

    The next archive is compared with both, so that the same one twice changes nothing, and what was edited here since
    is not overwritten unasked.
    """

    reference = models.CharField(max_length=512, unique=True)
    incoming = models.CharField(max_length=64, help_text="Hash of what the archive said.")
    local = models.CharField(max_length=64, help_text="Hash of what the row was after it.")

    def __str__(self) -> str:
        return self.reference
