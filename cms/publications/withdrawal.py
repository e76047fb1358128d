"""Taking away does not wait for rendering.

What may no longer be read is deleted in the transaction that gates, moves, unpublishes or deletes it, however many
pages that is and whether or not they can be rendered. The tombstones follow from `reconcile`, which compares with
what was last said.
"""

from itertools import chain

from django.db.models import QuerySet
from wagtail.models import Page

from cms.publications.audiences import PUBLIC, Restrictions
from cms.publications.edge import renew_after_commit
from cms.publications.models import Access, Change, Document, Kind
from cms.publications.subjects import Subject


def withdraw(documents: QuerySet[Document]) -> None:
    """Delete documents, also from what a proxy in front has kept: their tombstones may be long in coming."""
    deleted, _by_model = documents.delete()
    if deleted:
        renew_after_commit()


def withdraw_unreadable(pages: QuerySet[Page]) -> None:
    """Delete the documents of pages whose liveness or privacy no longer lets their audience read them."""
    restrictions = Restrictions.load()
    readers = {
        str(pk): restrictions.audience_of(path) if live else None
        for pk, path, live in pages.values_list("pk", "path", "live")
    }
    standing = Document.objects.filter(kind=Kind.PAGE, object_id__in=readers)
    doomed = [
        pk
        for pk, object_id, audience, access in standing.values_list("pk", "object_id", "audience", "access")
        if not _may_stand(audience, access, readers[object_id])
    ]
    withdraw(Document.objects.filter(pk__in=doomed))


def _may_stand(audience: str, access: str, reader: str | None) -> bool:
    """A teaser may stand before any page that somebody can read; a full document for that reader only."""
    return reader is not None and (access == Access.TEASER or audience == reader)


def withdraw_what_may_not_stand(subject: Subject) -> None:
    """The same for one object that cannot be rendered anew, including what it says of others that were hidden."""
    if subject.kind == Kind.PAGE:
        withdraw_unreadable(Page.objects.filter(pk=subject.object_id))
    for document in Document.objects.filter(**vars(subject)):
        if _names_hidden(document):
            document.delete()


def _names_hidden(document: Document) -> bool:
    body = bytes(document.body).decode()
    shown = {uid for uid in chain.from_iterable(document.references.values()) if uid in body}
    visible = Document.objects.visible_to({PUBLIC, document.audience}).filter(uid__in=shown)
    # People and works are nobody's secret, also when they are gone.
    no_pages = Change.objects.filter(uid__in=shown).exclude(kind=Kind.PAGE)
    open_to_readers = chain(visible.values_list("uid", flat=True), no_pages.values_list("uid", flat=True))
    return not shown <= set(map(str, open_to_readers))
