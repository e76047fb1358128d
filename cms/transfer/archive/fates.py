"""What becomes of each record: compared with the row here, and with what an earlier archive brought."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

from django.db.models import Model, SlugField
from wagtail.models import Page, Site

from cms.transfer.archive.content import Content, lacking, translated
from cms.transfer.archive.here import TO_COME, Here, Inward, model_named
from cms.transfer.archive.identity import family, natural_fields
from cms.transfer.archive.records import Archive, Record, Refused
from cms.transfer.archive.snapshots import Outward, record_of
from cms.transfer.models import Arrival


class Fate(Enum):
    """What is done with a record; the value is how it is told."""

    NEW = "created"
    CHANGED = "updated"
    SAME = "unchanged"
    KEPT = "edited here and left as it is"
    LEFT_OUT = "left out"


@dataclass
class Step:
    """One record, the row it is here, and what is done."""

    record: Record
    model: type[Model]
    pk: Any | None
    fate: Fate
    incoming: str

    @property
    def writes(self) -> bool:
        return self.fate in (Fate.NEW, Fate.CHANGED)

    def row(self) -> Any:
        """The row as the database has it now, of its own type."""
        return self.model._default_manager.get(pk=self.pk)


class Planning:
    """Compares an archive with this installation; nothing is written."""

    def __init__(self, archive: Archive, here: Here, overwrite: bool) -> None:
        self.archive, self.here, self.overwrite = archive, here, overwrite
        self.coming = {record.reference for record in archive.records}
        self.remembered = {arrival.reference: arrival for arrival in Arrival.objects.all()}

    def steps(self) -> list[Step]:
        """What is to be done, in the order of the archive.

        Raises:
            Refused: the archive has models, fields or blocks that are unknown here, or says something twice.
        """
        if len(self.coming) < len(self.archive.records):
            raise Refused("The archive has two records of one row.")
        strange = {f"type {record.model}" for record in self.archive.records if model_named(record.model) is None}
        if strange:
            raise self._unknown(strange)
        steps = [self._step(record, strange) for record in self.archive.records]
        if strange:
            raise self._unknown(strange)
        return steps

    def _unknown(self, strange: set[str]) -> Refused:
        return Refused(
            f"The archive was made by Meridian {self.archive.manifest.meridian} and has what this installation does "
            f"not know: {'; '.join(sorted(strange))}."
        )

    def _step(self, record: Record, strange: set[str]) -> Step:
        model = model_named(record.model)
        if model is None:
            raise self._unknown({record.model})
        inward = Inward(lambda reference: TO_COME if reference in self.coming else self.here.pk(reference))
        content = probe(model, record, inward)
        strange |= inward.strange
        pk = self._pk(record, model, content)
        step = Step(record, model, pk, Fate.NEW, record.digest(inward.missing))
        if lacking(model, content) or _belongs_elsewhere(inward):
            step.fate = Fate.LEFT_OUT
        elif pk is not None:
            step.fate = self._fate(step)
        return step

    def _pk(self, record: Record, model: type[Model], content: Content) -> Any | None:
        pk = self.here.pk(record.reference)
        if pk is None and not issubclass(model, Page) and record.file is None:
            pk = _by_another_name(model, content)
        if pk is not None:
            self.here.add(record.reference, pk)
            _insist_on_type(model, pk, record)
        return pk

    def _fate(self, step: Step) -> Fate:
        before = self.remembered.get(step.record.reference)
        edited = before is None or fingerprint(step.row(), drafts=True) != before.local
        if before and step.incoming == before.incoming:
            return Fate.CHANGED if edited and self.overwrite else Fate.SAME
        if fingerprint(step.row(), self.archive.manifest.drafts) == step.record.digest():
            return Fate.SAME
        return self._of_edited() if edited else Fate.CHANGED

    def _of_edited(self) -> Fate:
        return Fate.CHANGED if self.overwrite else Fate.KEPT


def fingerprint(row: Model, drafts: bool) -> str:
    """A hash of what a row is now; of one that is not to be seen yet, when drafts are left out, that there is none."""
    record = record_of(row, Outward(), drafts)
    return record.digest() if record else ""


def probe(model: type[Model], record: Record, inward: Inward) -> Content:
    """Translate all of a record to see what is missing and what is unknown; returns what is to be there first.

    Raises:
        Refused: a field does not hold what such a field holds.
    """
    parts = [content for content in (record.live, record.draft) if content is not None]
    if not parts:
        raise Refused(f"The record of {record.reference} is empty.")
    if (record.place is not None) != issubclass(model, Page):
        raise Refused(f"The record of {record.reference} does not fit its type {record.model}.")
    first, *_others = safely(lambda: [translated(model, content, inward) for content in parts], record)
    return cast(Content, first)


def safely(read: Callable[[], Any], record: Record) -> Any:
    """What `read` returns, where an archive from anybody may hold anything.

    Raises:
        Refused: its values are of another kind than the fields of the model.
    """
    try:
        return read()
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Refused(f"The record of {record.reference} has a field that holds what it cannot: {error!r}") from error


def _belongs_elsewhere(inward: Inward) -> bool:
    """Whether a record is about a site that is not here; without it, it would show on every site."""
    return any(reference.startswith(f"{Site._meta.label_lower}/") for reference in inward.missing)


def _by_another_name(model: type[Model], content: Content) -> Any | None:
    """The row that has the same value in another field that is unique; addresses are no names."""
    others = (f for f in model._meta.concrete_fields if f.unique and not f.primary_key and not isinstance(f, SlugField))
    for field in others:
        row = model._default_manager.filter(**{field.name: content.get(field.name)}).first()
        if row is not None and field not in natural_fields(model)[:1]:
            return row.pk
    return None


def _insist_on_type(model: type[Model], pk: Any, record: Record) -> None:
    if model is not family(model) and not model._default_manager.filter(pk=pk).exists():
        raise Refused(f"{record.reference} is a {record.model} in the archive, and another type of page here.")
