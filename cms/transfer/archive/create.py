"""The rows that are not here yet, bare and unseen: so that all of them can refer to each other once they are filled."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.coreutils import find_available_slug
from wagtail.models import DraftStateMixin, Locale, Page

from cms.transfer.archive import addresses
from cms.transfer.archive.content import lacking, translated, unsaved
from cms.transfer.archive.fates import Fate, Step, safely
from cms.transfer.archive.here import Here, Inward, page_reference
from cms.transfer.archive.privacy import close
from cms.transfer.archive.records import Place, Refused
from cms.transfer.archive.report import Report
from cms.transfer.archive.uploads import Uploads


class Creation:
    """Makes rows, each as soon as what it cannot be without is there.

    Args:
        below: the page under which pages come whose own parent is not in the archive; None: under that parent, if it
            is here, or else at the root of the tree.
    """

    def __init__(self, here: Here, uploads: Uploads, below: Page | None, report: Report) -> None:
        self.here, self.uploads, self.below, self.report = here, uploads, below, report
        self.inside: set[str] = set()

    def create(self, steps: list[Step]) -> None:
        """Make the rows of all steps that need one.

        Raises:
            Refused: some cannot be without each other, or have no place here.
        """
        self.inside = {step.record.reference for step in steps}
        waiting = [step for step in steps if step.fate is Fate.NEW]
        coming = {step.record.reference for step in waiting}
        while waiting:
            left = [step for step in waiting if not self._create(step, coming)]
            if len(left) == len(waiting):
                raise Refused(f"These cannot be without each other: {', '.join(s.record.reference for s in left)}.")
            waiting = left

    def _create(self, step: Step, coming: set[str]) -> bool:
        """Make one row; False when something it needs is still to come."""
        record = step.record
        content = record.live if record.live is not None else record.draft or {}
        values = safely(lambda: translated(step.model, content, Inward(self.here.pk)), record)
        place = record.place
        if lacking(step.model, values) or (place and self._waits_for_parent(place, coming)):
            return False
        try:
            row = safely(lambda: unsaved(step.model, values), record)
            self._save_page(row, place) if place else self._save(row, step)
        except ValidationError as error:
            raise Refused(f"{record.reference}: {' '.join(error.messages)}") from error
        step.pk = row.pk
        self.here.add(record.reference, row.pk)
        return True

    def _waits_for_parent(self, place: Place, coming: set[str]) -> bool:
        parent = page_reference(place.parent or "")
        return parent in coming and self.here.pk(parent) is None

    def _save(self, row: Any, step: Step) -> None:
        if step.record.file is not None:
            self.uploads.give(row, step.record.file["name"], step.record.file["sha256"])
            return
        if isinstance(row, DraftStateMixin):
            row.live = False
        addresses.number(row)
        row.save()

    def _save_page(self, page: Page, place: Place) -> None:
        """Add a page to the tree as a draft, and close it at once if it is not for everybody."""
        parent = self._parent(page, place)
        page.live, page.translation_key = False, place.translation_key
        page.locale = Locale.objects.get(language_code=place.locale)
        asked, page.slug = page.slug, find_available_slug(parent, page.slug)
        if page.slug != asked:
            self.report.tell(f"“{page}” has the address “{page.slug}”: another page here has “{asked}” already.")
        parent.add_child(instance=page)
        close(page, place.restrictions, self.report)

    def _parent(self, page: Page, place: Place) -> Page:
        above = page_reference(place.parent or "")
        known = Page.objects.filter(pk=self.here.pk(above)).first()
        if known and above in self.inside:
            return known
        parent = self.below or known or Page.get_first_root_node()
        if not page.can_exist_under(parent):
            kind = page._meta.verbose_name
            raise Refused(f"“{page}” ({kind}) cannot stand below “{parent}”. Say where with --below.")
        return parent
