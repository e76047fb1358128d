"""Works that pages cite."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from cms.core import csl
from cms.core.api_fields import Computed, Rendering, Text
from cms.core.citations import vancouver
from cms.core.forms import ReferenceForm
from cms.core.models.snippets import ListedSnippet
from cms.core.schema_org import Node, SchemaOrg, work
from cms.core.validators import validate_doi, validate_isbn, validate_pmid

IDENTIFIERS = {"DOI": validate_doi, "PMID": validate_pmid, "ISBN": validate_isbn}


class Reference(ListedSnippet):
    """A cited work. Its CSL-JSON is the truth; what readers see is rendered from it."""

    document_kind = "reference"
    api_name = "references"

    csl = models.JSONField("CSL-JSON", default=dict)

    cited_fields = (
        Text(name="uid"),
        Text(name="slug"),
        Text(name="citation", help="The citation as a line of text, in the Vancouver style."),
        Text(name="doi", null=True),
        Text(name="pmid", null=True),
        Text(name="isbn", null=True),
        Text(name="work_url", source="url", null=True, help="Where the work itself is found."),
        Computed(
            name="csl",
            compute=lambda reference: {"id": str(reference.uid), **reference.csl},
            value_schema={"type": "object", "additionalProperties": True},
            help="The citation as a CSL-JSON item.",
        ),
    )
    api_fields = (*cited_fields, SchemaOrg(name="schema_org"))

    base_form_class = ReferenceForm
    panels: ClassVar = [
        MultiFieldPanel([FieldPanel(name) for name in ("kind", "title", "authors", "issued")], "The work"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("container", "volume", "issue", "pages", "publisher")], "Where it appeared"
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("doi", "pmid", "isbn", "url")], "Where it can be found"),
        MultiFieldPanel([FieldPanel("note"), FieldPanel("slug")], "Housekeeping", classname="collapsed"),
    ]
    search_fields: ClassVar = [index.SearchField("citation"), index.AutocompleteField("citation")]

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.citation

    def clean(self) -> None:
        super().clean()
        found = csl.problems(self.csl)
        for key, validate in IDENTIFIERS.items():
            if value := self.csl.get(key):
                found += _messages(validate, value)
        if found:
            raise ValidationError(found)

    def schema_nodes(self, rendering: Rendering) -> list[Node]:
        return [work(self)]

    def slug_source(self) -> str:
        names = [name.get("family") or name.get("literal", "") for name in self.csl.get("author", [])[:1]]
        return " ".join([*names, csl.date_text(self.csl)[:4], *self.csl.get("title", "").split()[:4]])

    @property
    def citation(self) -> str:
        return vancouver(self.csl)

    @property
    def doi(self) -> str:
        return str(self.csl.get("DOI", ""))

    @property
    def pmid(self) -> str:
        return str(self.csl.get("PMID", ""))

    @property
    def isbn(self) -> str:
        return str(self.csl.get("ISBN", ""))

    @property
    def url(self) -> str:
        return str(self.csl.get("URL", "")) or (f"https://doi.org/{self.doi}" if self.doi else "")


def _messages(validate: Any, value: Any) -> list[str]:
    try:
        validate(str(value))
    except ValidationError as error:
        return list(error.messages)
    return []
