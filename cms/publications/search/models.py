"""The words of documents, as people ask for them."""

from django.db import models


class DocumentText(models.Model):
    """The words of one document, folded; the database indexes them by itself (migration 0002).

    `shown` has the letters that `lead` and `body` begin with, and a character between the two, as people read them:
    highlights are cut from it. What `body` has besides is found, but not quoted.
    """

    document = models.OneToOneField(
        "publications.Document", on_delete=models.CASCADE, primary_key=True, related_name="text"
    )
    locale = models.CharField(max_length=16)
    head = models.TextField(help_text="Title and names.")
    lead = models.TextField(help_text="The summary, or the teaser.")
    body = models.TextField()
    spelled = models.TextField(help_text="Codes and Han characters of lead and body, as they are asked for.")
    shown = models.TextField()

    def __str__(self) -> str:
        return self.head
