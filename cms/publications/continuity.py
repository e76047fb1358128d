"""Whether this database is still the one that this installation left.

Who restores an old backup, or starts a copy of the database elsewhere, would have everything told and posted once
more. Both are noticed by what is kept outside the database: another identity, or a generation that the database has
not come to. Then nothing may leave the house until somebody has said what happened, and the changes feed begins a new
epoch: what was told in the former one is not what this database says.
"""

from datetime import datetime, timedelta
from functools import cache, partial
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cms.publications import outside
from cms.publications.installation import Installation, Suspicion
from cms.publications.models import Head
from cms.publications.written import Written, columns_of


def intact() -> bool:
    """Compare the database with what is kept outside it; when they differ, suspend.

    Returns:
        Whether everything is as it was left, so that something may be sent. One query when it is.
    """
    # Read before the database: what is outside is written after the commit, and so is never ahead of it.
    name = outside.identity()
    reached = outside.generation(name)
    installation = current()
    if installation.suspended_at is None and _suspicion(installation, name, reached):
        suspend(name, reached)
        return False
    return installation.suspended_at is None


def current() -> Installation:
    """The row of this installation; a database without one is new, and belongs to whoever asks first."""
    if found := _first().load(Installation):
        return found[0]
    name = outside.identity()
    defaults = {"identity": name, "generation": outside.generation(name)}
    return Installation.objects.get_or_create(pk=1, defaults=defaults)[0]


@cache
def _first() -> Written:
    return Written(Installation.objects.filter(pk=1).values_list(*columns_of(Installation)))


@transaction.atomic
def suspend(name: str, reached: int) -> None:
    """Stop everything that leaves the house, and begin a new epoch of the changes feed.

    Args:
        name, reached: what is kept outside. Does nothing where the database agrees with it by now.
    """
    installation = Installation.objects.select_for_update().get(pk=1)
    suspicion = _suspicion(installation, name, reached)
    if suspicion and installation.suspended_at is None:
        installation.suspended_at, installation.suspicion = timezone.now(), suspicion
        installation.save(update_fields=["suspended_at", "suspicion"])
        _begin_epoch()


def rise() -> int:
    """Count something that must not be done twice.

    Returns:
        The generation that the database has come to. Once it is committed, `outside.remember` it, and only then do
        what must not be done twice.
    """
    rows = Installation.objects.filter(pk=current().pk)
    rows.filter(suspended_at=None).update(generation=F("generation") + 1, risen_at=timezone.now())
    return rows.values_list("generation", flat=True).get()


@transaction.atomic
def accept(*, restored: bool, noticed: bool = True) -> Installation:
    """Take this database for that of this installation: somebody has said what happened.

    Args:
        restored: a backup was restored; otherwise it is a copy, and what another installation does is no concern.
        noticed: whether deliveries were suspended; if not, the new epoch begins now.
    """
    name = outside.identity()
    installation = Installation.objects.select_for_update().get(pk=current().pk)
    installation.identity = name
    installation.generation = max(installation.generation, outside.generation(name)) + 1
    installation.suspended_at, installation.suspicion = None, ""
    if restored:
        installation.restored_at, installation.unknown_since = timezone.now(), installation.risen_at
    installation.save()
    if not noticed:
        _begin_epoch()
    transaction.on_commit(partial(outside.remember, installation.generation))
    return installation


def unknown_since(lately: timedelta) -> datetime | None:
    """Since when it is not known what has been told, if a backup was restored within that time."""
    restored = Installation.objects.filter(restored_at__gt=timezone.now() - lately)
    return restored.values_list("unknown_since", flat=True).first()


def _suspicion(installation: Installation, name: str, reached: int) -> Suspicion | None:
    if installation.identity != name:
        return Suspicion.COPY
    return Suspicion.OLD if installation.generation < reached else None


def _begin_epoch() -> None:
    Head.objects.update(epoch=uuid4())
