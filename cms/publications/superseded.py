"""Old changes that later ones have made pointless."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from cms.publications.models import Change

# Whatever a reader may ask the feed to be narrowed by: of all that are alike in these, the last one tells everything.
ALIKE = ("uid", "audience", "action", "cause", "kind", "type", "locale")


def superseded(before: datetime, until: int | None = None) -> QuerySet[Change]:
    """Changes of which an equally old one of the same sort tells the rest.

    Without them a reader that has been away for long hears less of what was, and ends with the same copy: of each
    object the last change of every action, cause, type and site stays, for each audience. So does the last change
    before any that is younger, which says what that one changed.

    Args:
        before: only changes from before this time, and superseded before it.
        until: only changes up to this place in the order, and superseded by it; None: all.
    """
    old = Change.objects.filter(at__lt=before)
    if until is not None:
        old = old.filter(sequence__lte=until)
    alike = {name: OuterRef(name) for name in ALIKE}
    placed = old.annotate(place=Coalesce("site_id", 0))
    later = placed.filter(**alike, place=Coalesce(OuterRef("site_id"), 0), sequence__gt=OuterRef("sequence"))
    return old.filter(Exists(later))
