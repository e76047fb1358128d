"""Import: what an archive has, created or updated here, or nothing of it."""

from pathlib import Path

from django.db import DataError, IntegrityError, transaction
from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.publications.looks import one_look
from cms.transfer.archive.container import opened, read_content
from cms.transfer.archive.create import Creation
from cms.transfer.archive.fates import Fate, Planning, Step, fingerprint
from cms.transfer.archive.fill import Filling
from cms.transfer.archive.here import Here
from cms.transfer.archive.privacy import close, open_up
from cms.transfer.archive.records import Archive, Refused
from cms.transfer.archive.report import Report, Tell
from cms.transfer.archive.surroundings import make_way, prepare, take_the_top
from cms.transfer.archive.tree import arrange
from cms.transfer.archive.uploads import Uploads
from cms.transfer.models import Arrival, ImportedPage


def bring(path: Path, *, below: Page | None, overwrite: bool, dry_run: bool, tell: Tell) -> Report:
    """Bring an archive's content in: all of it in one transaction, or nothing.

    Nothing is ever deleted. The same archive twice changes nothing. What is closed there is closed here before it is
    published.

    Args:
        path: the archive.
        below: where pages come whose parent is not in the archive.
        overwrite: whether rows are brought to what the archive says although they were edited here.
        dry_run: do everything, tell what happened, and take it back.
        tell: shows one line of progress.

    Raises:
        Refused: the archive is broken, or holds what cannot be here.
    """
    report = Report(tell)
    with opened(path) as archive:
        content, uploads = read_content(archive), Uploads(archive)
        try:
            with transaction.atomic():
                with one_look():
                    _bring(content, uploads, below, overwrite, report)
                transaction.set_rollback(dry_run)
        except BaseException as error:
            # Whatever ends it, an interruption too: the rows go with the transaction, the files only with this.
            uploads.remove()
            if isinstance(error, IntegrityError | DataError):
                raise Refused(f"The database does not take it: {error}") from error
            raise
        finally:
            Site.clear_site_root_paths_cache()
        if dry_run:
            uploads.remove()
    return report


def _bring(archive: Archive, uploads: Uploads, below: Page | None, overwrite: bool, report: Report) -> None:
    prepare(archive.manifest, report)
    here = Here()
    steps = Planning(archive, here, overwrite).steps()
    make_way(here, archive.manifest.site_root)
    with disable_reference_index_auto_update():  # filling writes it
        Creation(here, uploads, below, report).create(steps)
    written = [step for step in steps if step.writes]
    _close(written, report)
    _mark_as_imported(written)
    _fill(written, here, report)
    arrange(steps, here)
    _open_up(written)
    take_the_top(here, archive.manifest.site_root, report)
    _remember(steps)
    _count(steps, report)


def _close(steps: list[Step], report: Report) -> None:
    for step in steps:
        if step.record.place:
            close(Page.objects.get(pk=step.pk), step.record.place.restrictions, report)


def _mark_as_imported(steps: list[Step]) -> None:
    """Before they are published: what another installation has told already, no channel tells again by itself."""
    new = [step for step in steps if step.record.place and step.fate is Fate.NEW]
    for step in new:
        source = f"archive {step.record.reference}"
        came = {"page": Page.objects.get(pk=step.pk), "digest": step.incoming}
        ImportedPage.objects.update_or_create(source=source, defaults=came)


def _open_up(steps: list[Step]) -> None:
    for step in steps:
        if step.record.place:
            open_up(Page.objects.get(pk=step.pk), step.record.place.restrictions)


def _fill(steps: list[Step], here: Here, report: Report) -> None:
    """Snippets and files first, originals before their aliases."""
    filling = Filling(here, report)
    for number, step in enumerate(sorted(steps, key=_turn), start=1):
        filling.fill(step)
        if number % 50 == 0:
            report.tell(f"{number} of {len(steps)}")


def _turn(step: Step) -> int:
    place = step.record.place
    return 0 if place is None else 2 if place.alias_of else 1


def _remember(steps: list[Step]) -> None:
    """Keep what was said and what came of it, also of rows that were the same already."""
    known = set(Arrival.objects.values_list("reference", flat=True))
    for step in steps:
        if step.writes or (step.fate is Fate.SAME and step.record.reference not in known):
            said = {"incoming": step.incoming, "local": fingerprint(step.row(), drafts=True)}
            Arrival.objects.update_or_create(reference=step.record.reference, defaults=said)


def _count(steps: list[Step], report: Report) -> None:
    for step in steps:
        report.count(str(step.model._meta.verbose_name), step.fate.value)
        if step.fate in (Fate.KEPT, Fate.LEFT_OUT):
            report.tell(f"{step.record.reference}: {step.fate.value}.")
