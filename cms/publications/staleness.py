"""What may be stale: which objects a change reaches, and the append-only marks that say so."""

from collections.abc import Iterable, Iterator

from django.db.models import Model, Q, QuerySet
from modelcluster.fields import ParentalKey
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Page

from cms.core.audiences import topmost
from cms.publications.dependencies import Row, row_of
from cms.publications.models import Change, Dependency, Kind, StaleMark
from cms.publications.subjects import Subject, every_subject, kind_of, models_by_kind


def leave_marks(subjects: Iterable[Subject]) -> list[Subject]:
    """Write one mark an object, in the transaction of the change; returns the objects."""
    marked = list(dict.fromkeys(subjects))
    StaleMark.objects.bulk_create([StaleMark(**vars(subject)) for subject in marked], batch_size=1000)
    return marked


def reached_by(instance: Model) -> Iterator[Subject]:
    """The objects that a change of this row reaches: itself, what it is a part of or listed by, and its readers."""
    kind = kind_of(type(instance))
    if kind:
        yield Subject(kind, str(instance.pk))
    yield from _wholes(instance)
    yield from _listing(instance)
    yield from readers_of(row_of(instance))


def _wholes(part: Model) -> Iterator[Subject]:
    """The objects that show what a child row (a tag, an author line) or a setting of a site is edited with."""
    for field in part._meta.concrete_fields:
        if isinstance(field, ParentalKey):
            kind, key = kind_of(field.related_model), str(getattr(part, field.attname))
            if kind:
                yield Subject(kind, key)
            else:
                yield from readers_of((field.related_model._meta.label_lower, key))
    if isinstance(part, BaseSiteSetting):
        yield Subject(Kind.SITE, str(part.site_id))


def _listing(page: Model) -> Iterator[Subject]:
    """The page above, when it lists its children: a new one is no row that it has read."""
    parent = page.get_parent() if isinstance(page, Page) else None
    if parent is not None and getattr(parent.specific_class, "lists_children", False):
        yield Subject(Kind.PAGE, str(parent.pk))


def readers_of(row: Row) -> list[Subject]:
    """The objects whose documents were made of a row."""
    model, pk = row
    readers = Dependency.objects.filter(model=model, row=pk).values_list("kind", "object_id").distinct()
    return [Subject(*reader) for reader in readers]


def page_readers(subject: Subject) -> list[Subject]:
    """The objects that show something of a page: its title, its path, or that it is there at all."""
    if subject.kind != Kind.PAGE:
        return []
    return [reader for reader in readers_of(("wagtailcore.page", subject.object_id)) if reader != subject]


def leading_to(pages: QuerySet[Page]) -> Iterator[Subject]:
    """The objects with a column that names one of these pages: those that are made in bulk send no signal."""
    for kind, model in models_by_kind().items():
        keys = [f for f in model._meta.concrete_fields if f.related_model is Page and kind != Kind.PAGE]
        for key in keys:
            rows = model._default_manager.filter(**{f"{key.name}__in": pages.order_by()})
            yield from (Subject(kind, str(pk)) for pk in rows.values_list("pk", flat=True))


def subtree_of(*pages: Page) -> QuerySet[Page]:
    """Pages with everything below them."""
    # Aliases can be many, and SQLite takes no more than a thousand conditions: most have nothing below them.
    alone = set(Page.objects.filter(pk__in=[page.pk for page in pages], numchild=0).values_list("path", flat=True))
    below = Q(path__in=alone)
    for path in topmost({page.path for page in pages} - alone):
        below |= Q(path__startswith=path)
    return Page.objects.filter(below).order_by("path")


def with_aliases(*pages: Page) -> list[Page]:
    """Pages and whatever repeats them or a page below them: an alias has the privacy of its source
    (`cms.core.audiences`), and what stands below the alias has it too."""
    found, latest = {page.pk: page for page in pages}, list(pages)
    while latest:
        repeating = Page.objects.filter(alias_of__in=subtree_of(*latest).order_by())
        latest = [page for page in repeating if page.pk not in found]
        found |= {page.pk: page for page in latest}
    return list(found.values())


def everything() -> list[Subject]:
    """Every object there is and every one that ever was."""
    was = Change.objects.order_by().values_list("kind", "object_id").distinct()
    return list(dict.fromkeys([*every_subject(), *(Subject(kind, object_id) for kind, object_id in was)]))
