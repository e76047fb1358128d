"""Pages to the places and into the order that they have in the archive."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from treebeard.exceptions import InvalidMoveToDescendant
from wagtail.models import Page

from cms.transfer.archive.fates import Fate, Step
from cms.transfer.archive.here import Here, page_reference
from cms.transfer.archive.records import Refused


def arrange(steps: list[Step], here: Here) -> None:
    """Move pages that stand elsewhere than in the archive, then order those among which something is new.

    A page whose parent is not in the archive stays where it is; so does one that was edited here.

    Raises:
        Refused: a page would stand below itself.
    """
    children: dict[int, list[int]] = defaultdict(list)
    unsettled: set[int] = set()
    for step, parent in _placed(steps, here):
        children[parent].append(step.pk or 0)
        if step.fate is Fate.NEW or (step.writes and _move(step, parent)):
            unsettled.add(parent)
    for parent in unsettled:
        _order(parent, children[parent])


def _placed(steps: list[Step], here: Here) -> Iterator[tuple[Step, int]]:
    """The pages whose parent is in the archive too, with that parent here."""
    inside = {step.record.reference for step in steps}
    for step in steps:
        above = page_reference(step.record.place.parent or "") if step.record.place else ""
        parent = here.pk(above) if above in inside else None
        if parent is not None and step.pk is not None:
            yield step, parent


def _move(step: Step, parent: int) -> bool:
    page, above = Page.objects.get(pk=step.pk), Page.objects.get(pk=parent)
    if page.is_child_of(above):
        return False
    try:
        page.move(above, pos="last-child")
    except InvalidMoveToDescendant as error:
        raise Refused(f"“{page}” would stand below itself.") from error
    return True


def _order(parent: int, wanted: list[int]) -> None:
    """Put children into an order; others keep their place among them."""
    present = list(Page.objects.get(pk=parent).get_children().filter(pk__in=wanted).values_list("pk", flat=True))
    wanted = [pk for pk in wanted if pk in present]
    if present != wanted:
        for before, after in pairwise(wanted):
            Page.objects.get(pk=after).move(Page.objects.get(pk=before), pos="right")
