"""The images and files that documents show: whoever may read the document may fetch them, and nobody else.

These are not the dependencies. Those belong to an object with all its documents, and a closed page depends on pictures
that its open teaser does not show.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar

from django.db import models

if TYPE_CHECKING:
    from cms.publications.models import Document


class Medium(models.TextChoices):
    """What sort of upload it is."""

    IMAGE = "image"
    FILE = "file"


Shown = tuple[Medium, int]


class ShownMedia(models.Model):
    """One image or file that one document shows."""

    document = models.ForeignKey("publications.Document", on_delete=models.CASCADE, related_name="shown_rows")
    medium = models.CharField(max_length=8, choices=Medium)
    row = models.PositiveBigIntegerField(help_text="Its primary key.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["medium", "row", "document"], name="one_row_a_shown_medium"),
        ]

    def __str__(self) -> str:
        return f"{self.medium} {self.row}"


def store_shown(document: "Document", shown: Collection[Shown]) -> None:
    """Make what a document is known to show equal to what was rendered."""
    kept = {(row.medium, row.row): row.pk for row in document.shown_rows.all()}
    ShownMedia.objects.filter(pk__in=[pk for key, pk in kept.items() if key not in shown]).delete()
    ShownMedia.objects.bulk_create(
        ShownMedia(document=document, medium=medium, row=row) for medium, row in sorted({*shown} - kept.keys())
    )


def audiences_shown(medium: Medium, row: int) -> frozenset[str]:
    """Who may fetch an image or a file: the audiences of the documents that show it now."""
    showing = ShownMedia.objects.filter(medium=medium, row=row)
    return frozenset(showing.values_list("document__audience", flat=True).distinct())
