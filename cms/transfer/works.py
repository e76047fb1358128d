"""People and works that imported pages name: those known here are reused."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from cms.core.models import Person, Reference
from cms.transfer.found import FoundPage

IDENTIFIERS = ("DOI", "PMID", "ISBN")
MOST_NAME = 200


def people(page: FoundPage, create: bool) -> list[Person]:
    """The authors of a page by their names, in any case; others are made, or remarked on."""
    found = []
    for name in page.authors:
        person = Person.objects.filter(name__iexact=name).first()
        if person is None and create and len(name) <= MOST_NAME:
            person = Person.objects.create(name=name)
        if person is None:
            page.remark("is nobody known here", "author", name)
        elif person not in found:
            found.append(person)
    return found


def references(page: FoundPage) -> list[Reference]:
    """The works that a page cites; those with the same DOI, PMID or ISBN are the same."""
    return list(dict.fromkeys(_reference(page, csl) for csl in page.works))


def _reference(page: FoundPage, csl: dict[str, Any]) -> Reference:
    known = Reference.objects.filter(_any_of((key, csl[key]) for key in IDENTIFIERS if key in csl)).first()
    if known:
        return known
    made = Reference(csl=csl)
    made.full_clean(exclude=["slug"])
    made.save()
    page.remark("was made from what the page says: complete it", "reference", made.citation)
    return made


def _any_of(identifiers: Iterable[tuple[str, str]]) -> Q:
    wanted = Q()
    for key, value in identifiers:
        wanted |= Q(**{f"csl__{key}__iexact": value})
    return wanted
