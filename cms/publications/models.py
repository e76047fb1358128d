"""The centre's tables: what may be read, what it was made of, what changed, what may be stale, what failed."""

import uuid
from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef

from cms.publications.audiences import PUBLIC
from cms.publications.installation import Installation  # noqa: F401 - Django looks for models here
from cms.publications.public_address import PublicAddress  # noqa: F401 - Django looks for models here
from cms.publications.search.models import DocumentText  # noqa: F401 - Django looks for models here
from cms.publications.shown import ShownMedia  # noqa: F401 - Django looks for models here


class Kind(models.TextChoices):
    """What sort of object a document presents, where it is no listed snippet: those name their kind themselves."""

    PAGE = "page"
    SITE = "site"


class Access(models.TextChoices):
    """Whether a document shows the whole object or only what strangers may know of a gated one."""

    FULL = "full"
    TEASER = "teaser"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Reads of what is published; every one of them starts at the gate."""

    def visible_to(self, audiences: Iterable[str]) -> "DocumentQuerySet":
        """What these audiences may read: the one gate.

        Args:
            audiences: the caller's audiences; a stranger's are `{PUBLIC}`. Of an object that has documents for several
                of them (a page and its teaser, a menu with entries for members) only the first is read, in the order of
                their names: the group's before the public one, and one group's before another's.
        """
        audiences = set(audiences)
        seen = self.filter(audience__in=audiences)
        if audiences <= {PUBLIC}:
            return seen
        first = Document.objects.filter(uid=OuterRef("uid"), audience__in=audiences, audience__lt=OuterRef("audience"))
        return seen.exclude(Exists(first))


class Document(models.Model):
    """What may be read now: one object as one audience sees it, rendered to bytes.

    A projection: deleting every row and running `reconcile_publications --all` restores them to the byte.
    `etag` covers the rendered content; `body` and `summary` carry version and times besides. `references` holds
    the uids of the documents it mentions, by field, for `expand=`; `share` is for the channels and is never served.
    """

    uid = models.UUIDField()
    audience = models.CharField(max_length=64)
    access = models.CharField(max_length=8, choices=Access)
    kind = models.CharField(max_length=16)
    type = models.CharField(max_length=64, help_text="The API name of the type: articles, people, …")
    object_id = models.CharField(max_length=64)
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, null=True, help_text="Empty: every site.")
    locale = models.CharField(max_length=16)
    path = models.CharField(max_length=2048)
    title = models.CharField(max_length=255)
    facets = models.JSONField(default=dict)
    etag = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    renderer_version = models.PositiveIntegerField()
    version = models.PositiveBigIntegerField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    body = models.BinaryField()
    summary = models.BinaryField()
    references = models.JSONField(default=dict)
    share = models.JSONField(null=True)
    hidden_from_search = models.BooleanField(default=False)
    cache_keys = models.TextField(help_text="By which shared caches know a detail, with spaces between them.")
    checked_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["uid", "audience"], name="one_document_an_audience"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "object_id"], name="document_of_object"),
            models.Index(fields=["audience", "type", "-published_at", "-id"], name="document_list_of_type"),
            models.Index(fields=["audience", "-published_at", "-id"], name="document_list"),
            models.Index(fields=["audience", "-updated_at", "-id"], name="document_list_by_update"),
            models.Index(fields=["audience", "title", "id"], name="document_list_by_title"),
            models.Index(fields=["audience", "type", "title", "id"], name="document_list_of_type_by_title"),
            models.Index(fields=["path", "site"], name="document_by_path"),
            models.Index(fields=["site", "kind", "locale", "audience"], name="document_of_language"),
        ]

    def __str__(self) -> str:
        return f"{self.path} for {self.audience}"


class DocumentFacet(models.Model):
    """One facet value of one document, as a row, so that filters are index look-ups on every database.

    It repeats what lists of documents are narrowed and ordered by: the page of a list that a filter narrows is then a
    part of an index, however many documents have the value.
    """

    # What is unique begins with the document already.
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="facet_rows", db_index=False)
    name = models.CharField(max_length=64)
    value = models.CharField(max_length=255)
    audience = models.CharField(max_length=64)
    type = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "name", "value"], name="one_row_a_facet_value"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["name", "value", "audience", "type", "-published_at", "-document"], name="facet_list_of_type"
            ),
            models.Index(fields=["name", "value", "audience", "-published_at", "-document"], name="facet_list"),
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Dependency(models.Model):
    """A row that a document was made of: when the row changes, its readers are stale."""

    kind = models.CharField(max_length=16)
    object_id = models.CharField(max_length=64)
    model = models.CharField(max_length=100, help_text="Label of the row's root model.")
    row = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object_id", "model", "row"], name="one_dependency_a_row"),
        ]
        indexes: ClassVar = [models.Index(fields=["model", "row"], name="readers_of_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} reads {self.model} {self.row}"


class Change(models.Model):
    """One fact in one total order: thin, append-only, never a body.

    The last change of each (uid, audience) is the memory that `reconcile` compares with; it is never pruned.
    """

    class Action(models.TextChoices):
        PUBLISHED = "published"
        UPDATED = "updated"
        UNPUBLISHED = "unpublished"
        DELETED = "deleted"

    class Cause(models.TextChoices):
        CONTENT = "content"
        PATH = "path"
        PRIVACY = "privacy"
        RENDER = "render"

    TOMBSTONES: ClassVar = (Action.UNPUBLISHED, Action.DELETED)

    sequence = models.PositiveBigIntegerField(primary_key=True)
    uid = models.UUIDField()
    audience = models.CharField(max_length=64)
    access = models.CharField(max_length=8, choices=Access)
    action = models.CharField(max_length=12, choices=Action)
    cause = models.CharField(max_length=8, choices=Cause)
    kind = models.CharField(max_length=16)
    type = models.CharField(max_length=64)
    object_id = models.CharField(max_length=64)
    site_id = models.PositiveBigIntegerField(null=True)
    locale = models.CharField(max_length=16)
    path = models.CharField(max_length=2048)
    previous_path = models.CharField(max_length=2048, blank=True)
    facets = models.JSONField(default=dict, help_text="Under which lists and feeds show it; of a tombstone, did.")
    version = models.PositiveBigIntegerField()
    etag = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    renderer_version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["sequence"]
        indexes: ClassVar = [
            models.Index(fields=["uid", "audience", "sequence"], name="change_memory"),
            models.Index(fields=["kind", "object_id", "sequence"], name="change_of_object"),
            models.Index(fields=["audience", "sequence"], name="change_feed"),
            models.Index(fields=["path", "sequence"], name="change_at_path"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.path} for {self.audience} ({self.cause})"

    @property
    def is_tombstone(self) -> bool:
        return self.action in self.TOMBSTONES


class Head(models.Model):
    """The end of the order of changes: one row, locked while changes are appended."""

    sequence = models.PositiveBigIntegerField(default=0)
    epoch = models.UUIDField(default=uuid.uuid4, help_text="Cursors of another epoch have expired.")

    def __str__(self) -> str:
        return str(self.sequence)


class StaleMark(models.Model):
    """'This object may be stale': append-only, written in the transaction of the change."""

    kind = models.CharField(max_length=16)
    object_id = models.CharField(max_length=64)
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "object_id"], name="marks_of_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class RenderFailure(models.Model):
    """Why an object stays stale: its last error, and when it is tried again."""

    kind = models.CharField(max_length=16)
    object_id = models.CharField(max_length=64)
    error = models.TextField()
    attempts = models.PositiveIntegerField(default=1)
    since = models.DateTimeField(auto_now_add=True)
    retry_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_failure_an_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.error}"
