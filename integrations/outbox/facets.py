"""The facets that a destination hears of: as in the lists of the API, any value of one, and every one that is named."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from cms.publications.models import Change, DocumentFacet
from integrations.feeds.narrowing import COLUMNS, vocabularies
from integrations.models import Destination

Facets = Mapping[str, Iterable[str]]


def fits(destination: Destination, change: Change) -> bool:
    """Whether a change is of something that has the facets which a destination wants, or had until this change.

    Whoever keeps a copy of a list has to hear of what leaves it.
    """
    wanted = destination.facets
    return _has(change.facets, wanted) or any(_has(former.facets, wanted) for former in _former(change))


def _has(facets: Facets, wanted: Facets) -> bool:
    return all(set(values) & set(facets.get(name, ())) for name, values in wanted.items())


def _former(change: Change) -> Iterable[Change]:
    same = Change.objects.filter(uid=change.uid, audience=change.audience, sequence__lt=change.sequence)
    return same.order_by("-sequence")[:1]


class FacetsField(forms.CharField):
    """Facets as lines of `name: value`; in Python the values of each name."""

    widget = forms.Textarea(attrs={"rows": 3, "placeholder": "tag: sleep"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{name}: {one}" for name, values in value.items() for one in values)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        facets: dict[str, list[str]] = {}
        for line in filter(None, map(str.strip, str(value or "").splitlines())):
            name, _, one = (part.strip() for part in line.partition(":"))
            facets.setdefault(name, []).append(one)
        return facets

    def validate(self, value: Any) -> None:
        known = known_facets()
        for name, values in value.items():
            if name not in known:
                raise forms.ValidationError(f"“{name}” is no facet. Known are: {', '.join(sorted(known))}.")
            if not all(values):
                raise forms.ValidationError(f"Give “{name}” a value, as in “{name}: value”.")
            choices = known[name]
            if choices is not None and not choices.issuperset(values):
                raise forms.ValidationError(f"“{name}” is one of: {', '.join(sorted(choices))}.")


def known_facets() -> dict[str, frozenset[str] | None]:
    """Every facet that something has or may have, with its values; None where any text may be one."""
    others = DocumentFacet.objects.order_by().values_list("name", flat=True).distinct()
    known = {**dict.fromkeys(others), **vocabularies()}
    return {name: choices for name, choices in known.items() if name not in COLUMNS}
