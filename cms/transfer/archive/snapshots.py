"""One row as a record: the same for what leaves and for comparing with what comes in."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.models import DraftStateMixin, Page

from cms.core.models import ClaimAcceptance, ContentPage, ReviewedPage
from cms.publications.identity import page_uid
from cms.transfer.archive.content import content_of
from cms.transfer.archive.identity import PLACES, family, reference_to, travels
from cms.transfer.archive.records import Place, Record


class Outward:
    """Primary keys to references; remembers by reference what was referred to, and the places that were."""

    def __init__(self) -> None:
        self.referred: dict[str, Model] = {}
        self.places: dict[str, Model] = {}
        self._references: dict[tuple[type[Model], str], str | None] = {}

    def key(self, model: type[Model], value: Any) -> str | None:
        """How other installations name a row; None when it is gone, or means nothing elsewhere."""
        known = (family(model), str(value))
        if known not in self._references:
            self._references[known] = self._look_up(*known)
        return self._references[known]

    def unknown(self, what: str) -> None:
        """What an older version of a block has left behind shows nowhere, and stays behind."""

    def _look_up(self, model: type[Model], pk: str) -> str | None:
        row = model._default_manager.filter(pk=pk).first() if travels(model) and pk.isdigit() else None
        if row is None:
            return None
        try:
            reference = reference_to(row)
        except FileNotFoundError:
            return None
        (self.places if isinstance(row, PLACES) else self.referred)[reference] = row
        return reference


def record_of(row: Any, outward: Outward, drafts: bool) -> Record | None:
    """A row as a record; None when nothing of it may be seen yet and drafts are left out.

    Args:
        row: of its own type, as the database has it.
        drafts: whether what editors have prepared goes with it.
    """
    is_live = getattr(row, "live", True)
    draft = _draft(row) if drafts and isinstance(row, DraftStateMixin) else None
    if not is_live and draft is None:
        return None
    return Record(
        model=row._meta.label_lower,
        reference=reference_to(row),
        live=content_of(row, outward) if is_live else None,
        draft=content_of(draft, outward) if draft is not None else None,
        place=_place(row) if isinstance(row, Page) else None,
    )


def _draft(row: Any) -> Any | None:
    if row.live and not row.has_unpublished_changes:
        return None
    draft = row.get_latest_revision_as_object()
    if isinstance(draft, ReviewedPage):
        draft.withdraw_outdated_review()
    return draft


def _place(page: Page) -> Place:
    parent = page.get_parent()
    return Place(
        translation_key=str(page.translation_key),
        locale=page.locale.language_code,
        parent=str(page_uid(parent)) if isinstance(parent.specific, ContentPage) else None,
        alias_of=str(page_uid(page.alias_of)) if page.alias_of else None,
        first_published_at=page.first_published_at.isoformat() if page.first_published_at else None,
        restrictions=restrictions_of(page.view_restrictions.all()),
        acceptances=_acceptances(page),
    )


def restrictions_of(restrictions: Iterable[Any]) -> list[dict[str, Any]]:
    """Who may read a page or a collection: Wagtail's restrictions by type and the names of groups, never a password."""
    named = [
        {"type": restriction.restriction_type, "groups": sorted(group.name for group in restriction.groups.all())}
        for restriction in restrictions
    ]
    return sorted(named, key=str)


def _acceptances(page: Page) -> list[dict[str, str]]:
    """The claims of a page that somebody has let stand, without who it was."""
    accepted = ClaimAcceptance.objects.filter(
        translation_key=page.translation_key, language=page.locale.language_code
    ).order_by("pk")
    return [{"rule": row.rule, "sentence": row.sentence, "reason": row.reason} for row in accepted]
