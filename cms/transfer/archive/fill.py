"""Content into rows that are all there: as an editor would save it, published as far as the rules let it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, Page

from cms.core.models import ClaimAcceptance, ContentPage, ReviewedPage
from cms.transfer.archive import addresses
from cms.transfer.archive.content import Content, child_rows, labels, translated, with_content
from cms.transfer.archive.fates import Step, safely
from cms.transfer.archive.here import Here, Inward, page_reference
from cms.transfer.archive.records import Place, Refused
from cms.transfer.archive.report import Report

ELSEWHERE = "somebody at another installation"


class Filling:
    """Gives rows their content, one after the other."""

    def __init__(self, here: Here, report: Report) -> None:
        self.here, self.report = here, report

    def fill(self, step: Step) -> None:
        """Bring one row to what the record says.

        Raises:
            Refused: it holds what not even a draft may hold.
        """
        try:
            self._fill(step)
        except ValidationError as error:
            raise Refused(f"{step.record.reference}: {'; '.join(_messages(error))}") from error

    def _fill(self, step: Step) -> None:
        row, place = step.row(), step.record.place
        if place:
            _add_acceptances(row, place)
        if place and place.alias_of and self._follow(row, place.alias_of):
            self._copy(step, row)
        elif isinstance(row, DraftStateMixin):
            self._fill_with_drafts(step, row)
        else:
            self._save(step, row)

    def _save(self, step: Step, row: Any) -> None:
        content = self._content(step, row, step.record.live)
        changed = with_content(row, content)
        changed.full_clean()
        changed.save()
        for name in labels(step.model):
            getattr(changed, name).set(content.get(name, []))

    def _fill_with_drafts(self, step: Step, row: Any) -> None:
        record = step.record
        if record.live is not None:
            self._publish(step, row, record.live)
        elif row.live:
            row.unpublish()
        if record.draft is not None:
            draft = with_content(step.row(), self._content(step, row, record.draft))
            _insist_on_draft(draft)
            draft.save_revision(clean=False)
        if record.place:
            _remember_first_time(row, record.place)

    def _publish(self, step: Step, row: Any, live: Content) -> None:
        """Publish, or keep as a draft what the rules refuse, and tell why."""
        page = with_content(row, self._content(step, row, live))
        problems = list(_problems(page))
        if problems:
            self.report.tell(f"“{page}” is a draft, because it may not be published here: {'; '.join(problems)}")
            _insist_on_draft(page)
            page.save_revision(clean=False)
            return
        page.save_revision(clean=False).publish()

    def _follow(self, row: Any, uid: str) -> bool:
        """Make a page an alias; one whose original is not here becomes a page of its own, and is told."""
        original = Page.objects.filter(pk=self.here.pk(page_reference(uid))).exclude(pk=row.pk).first()
        if original is None:
            self.report.tell(f"“{row}” is a page of its own: what it was an alias of is not here.")
        row.alias_of = original
        return original is not None

    def _copy(self, step: Step, row: Any) -> None:
        """An alias has no revisions: it is written as it is, live if its original may be."""
        record = step.record
        content = record.live if record.live is not None else record.draft
        page = with_content(row, self._content(step, row, content))
        problems = list(_problems(page))
        page.live, page.has_unpublished_changes = record.live is not None and not problems, False
        if record.live is not None and problems:
            self.report.tell(f"“{page}” is a draft, because it may not be published here: {'; '.join(problems)}")
        page.save()
        if record.place:
            _remember_first_time(page, record.place)

    def _content(self, step: Step, row: Any, content: Content | None) -> Content:
        inward = Inward(self.here.pk)
        values = safely(lambda: translated(step.model, content or {}, inward), step.record)
        kept = addresses.kept(row, values)
        # What arrives was reviewed there as it arrives; the digest of a text is that of one installation.
        return {**kept, "reviewed_text": ""} if isinstance(row, ReviewedPage) else kept


def _problems(row: Any) -> Iterator[str]:
    """Why a row may not go live."""
    try:
        row.full_clean()
    except ValidationError as error:
        yield from _messages(error)
    model: type[Model] = type(row)
    for name in child_rows(model):
        for part in getattr(row, name).all():
            yield from _problems_of_part(part)
    if getattr(row, "expire_at", None) and row.expire_at <= timezone.now():
        yield "its time has run out."
    if getattr(row, "go_live_at", None) and row.go_live_at > timezone.now():
        yield "its time has not come."


def _problems_of_part(part: Model) -> Iterator[str]:
    whole = [field.name for field in part._meta.concrete_fields if isinstance(field, ParentalKey)]
    try:
        part.full_clean(exclude=whole)
    except ValidationError as error:
        yield from _messages(error)


def _insist_on_draft(row: Any) -> None:
    """Refuse what not even a draft may hold.

    Raises:
        ValidationError: with what contradicts itself.
    """
    if isinstance(row, ContentPage):
        row.minimal_clean()
        if contradictions := row.contradictions():
            raise ValidationError(contradictions)


def _remember_first_time(page: Model, place: Place) -> None:
    """Keep the date of the first publication: what was news elsewhere is none here."""
    first = datetime.fromisoformat(place.first_published_at) if place.first_published_at else None
    Page.objects.filter(pk=page.pk).update(first_published_at=first)


def _add_acceptances(page: Page, place: Place) -> None:
    """Let stand here what somebody has let stand elsewhere; who it was is not told."""
    of = {"translation_key": page.translation_key, "language": page.locale.language_code}
    known = set(ClaimAcceptance.objects.filter(**of).values_list("rule", "sentence"))
    for accepted in place.acceptances:
        if (accepted["rule"], accepted["sentence"]) not in known:
            ClaimAcceptance.objects.create(**of, **accepted, accepted_by_name=ELSEWHERE)


def _messages(error: ValidationError) -> list[str]:
    named: dict[str, list[str]] = getattr(error, "message_dict", {}) if hasattr(error, "error_dict") else {}
    said = [f"{name}: {' '.join(texts)}" for name, texts in named.items() if name != "__all__"]
    return [*said, *named.get("__all__", [])] if named else list(error.messages)
