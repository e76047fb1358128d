"""Many documents of every type, with all rows that the API reads: copies of the demonstration's, of other words.

Behind a page's document stands its row of Wagtail's tree and none of its own type: only rendering reads that.
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from itertools import chain, count, islice
from uuid import uuid4, uuid5

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.functions import Length
from wagtail.models import Page

from cms.publications.audiences import PUBLIC, group_audience
from cms.publications.facets import rows_of
from cms.publications.models import Access, Document, DocumentFacet, Kind
from cms.publications.rendered import as_json
from cms.publications.search.models import DocumentText
from cms.publications.search.store import columns_of
from cms.publications.search.texts import Texts
from cms.publications.shown import ShownMedia
from tests.bench.publish import append
from tests.bench.rows import BATCH, columns
from tests.bench.scale.words import texts

MEMBERS = "Readers of the bench"
GATED = 11  # each eleventh is for members, with a teaser for everybody: of each tag and word the same share
TAGS = 40
COPIED = "copy-"  # begins their slugs


class Template:
    """A document of the demonstration that is copied.

    Args:
        document: one that has a page behind it, or none.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.shown = list(document.shown_rows.values_list("medium", "row"))
        self.is_searched = DocumentText.objects.filter(document=document).exists()

    @cached_property
    def page(self) -> Page | None:
        """What stands in Wagtail's tree."""
        return Page.objects.get(pk=self.document.object_id) if self.document.kind == Kind.PAGE else None

    @cached_property
    def last_place(self) -> int:
        """Where the last of the page's siblings stands in Wagtail's tree."""
        last = self.page.get_parent().get_last_child() if self.page else None
        return int(last.path[-Page.steplen :], 36) if last else 0


class Copy:
    """The n-th document of all; a minute younger than the one before."""

    def __init__(self, n: int, template: Template, text: Texts, audience: str) -> None:
        self.n, self.template, self.text, self.audience = n, template, text, audience
        self.slug = f"{COPIED}{n}"
        self.key = uuid4()
        self.page = self.copied(template.page) if template.page else None

    def copied(self, page: Page) -> Page:
        """The page behind it, in the tree behind the last page."""
        parent_path = page.path[: -Page.steplen]
        own = {
            "slug": self.slug,
            "title": self.text.title,
            "draft_title": self.text.title,
            "url_path": f"{page.url_path.rstrip('/').rpartition('/')[0]}/{self.slug}/",
            "path": Page._get_path(parent_path, page.depth, self.template.last_place + self.n),
            "numchild": 0,
            "translation_key": self.key,
            "first_published_at": page.first_published_at + timedelta(minutes=self.n),
            "live_revision_id": None,
            "latest_revision_id": None,
        }
        return Page(**{**columns(page), **own})

    def documents(self) -> list[Document]:
        """It, or for members it and its teaser for everybody."""
        if self.n % GATED:
            return [self.document(PUBLIC, Access.FULL)]
        return [self.document(self.audience, Access.FULL), self.document(PUBLIC, Access.TEASER)]

    def document(self, audience: str, access: Access) -> Document:
        """The template's document under an id, a path and a title of its own."""
        given = self.template.document
        uid = uuid5(self.key, given.locale)
        path = f"{given.path.rstrip('/').rpartition('/')[0]}/{self.slug}/"
        published = given.published_at + timedelta(minutes=self.n)

        def renamed(stored: bytes | memoryview) -> bytes:
            told = bytes(stored).replace(str(given.uid).encode(), str(uid).encode())
            told = told.replace(given.path.encode(), path.encode())
            for name, old, new in (("title", given.title, self.text.title), ("access", given.access, access)):
                told = told.replace(as_json({name: old})[1:-1], as_json({name: new})[1:-1], 1)
            return told

        own = {
            "uid": uid,
            "audience": audience,
            "access": access,
            "object_id": str(self.page.pk if self.page else uid),
            "path": path,
            "title": self.text.title,
            "facets": {**given.facets, **({"tag": [f"tag-{self.n % TAGS}"]} if self.page else {})},
            "etag": f"{given.content_hash[:20]}-{self.n}",
            "published_at": published,
            "updated_at": published,
            "cache_keys": given.cache_keys.replace(str(given.uid), str(uid)),
            "body": renamed(given.body),
            "summary": renamed(given.summary),
        }
        return Document(**{**columns(given), **own})


@transaction.atomic
def fill(first: int, last: int, number: int) -> None:
    """Publish copies of the demonstration's documents, of one of each type in turn, and every other one an article.

    Args:
        first, last: which of them; the first of all is 1.
        number: how many there will be in the end.
    """
    audience = group_audience(Group.objects.get_or_create(name=MEMBERS)[0].pk)
    templates = [Template(document) for document in one_of_each_type()]
    articles = next(template for template in templates if template.document.type == "articles")
    chosen = (templates[n // 2 % len(templates)] if n % 2 else articles for n in count(1))
    every = zip(count(1), chosen, texts(number), strict=False)
    copies = (Copy(*given, audience) for given in islice(every, first - 1, last))
    while batch := list(islice(copies, BATCH)):
        publish(batch)


def one_of_each_type() -> Iterable[Document]:
    """The shortest whole document of each type that there may be many of: how long they are has nothing to do with how
    many there are, but much with how long it takes to write them."""
    whole = Document.objects.filter(access=Access.FULL).exclude(kind=Kind.SITE).exclude(path__contains=COPIED)
    return whole.order_by("type", Length("body")).distinct("type")


def publish(copies: list[Copy]) -> None:
    """Write copies with all that reading them needs."""
    Page.objects.bulk_create([copy.page for copy in copies if copy.page])
    made = [(copy, document) for copy in copies for document in copy.documents()]
    documents = Document.objects.bulk_create([document for _copy, document in made])
    DocumentFacet.objects.bulk_create(chain.from_iterable(map(rows_of, documents)))
    ShownMedia.objects.bulk_create(
        ShownMedia(document=document, medium=medium, row=row)
        for copy, document in made
        for medium, row in copy.template.shown
    )
    DocumentText.objects.bulk_create(
        DocumentText(document=document, **columns_of(document.locale, copy.text))
        for copy, document in made
        if copy.template.is_searched
    )
    append(documents)
