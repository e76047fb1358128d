"""The demonstration's people, works and meridians."""

from typing import TypeVar

from cms.core.models import ListedSnippet, Organisation, Person, Reference
from cms.demo import source
from cms.demo.shelf import Shelf
from cms.points.models import Meridian

Snippet = TypeVar("Snippet", bound=ListedSnippet)


def load_people(shelf: Shelf) -> None:
    tables = source.read("people")
    for table in tables["organisations"]:
        key = table.pop("key")
        shelf.organisations[key] = Organisation.objects.create(**table)
    for table in tables["people"]:
        key, organisation = table.pop("key"), table.pop("organisation")
        shelf.people[key] = _saved(Person(slug=key, organisation=shelf.organisations[organisation], **table))


def load_references(shelf: Shelf) -> None:
    for key, csl in source.read("references").items():
        shelf.references[key] = _saved(Reference(slug=key, csl=csl))


def load_meridians(shelf: Shelf) -> None:
    for table in source.read("meridians")["meridians"]:
        shelf.meridians[table["code"]] = _saved(Meridian(**table))


def _saved(snippet: Snippet) -> Snippet:
    snippet.full_clean()
    snippet.save()
    return snippet
