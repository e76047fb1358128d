"""Claims about health that people make, with what is known about each: said once, shown wherever it matters."""

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from cms.core import rules
from cms.core.api_fields import Choice, Computed, Date, Facet, Html, Rows, Text
from cms.core.claims import check_claims
from cms.core.fields import PROSE
from cms.core.forms import RowsForm
from cms.core.models.references import Reference
from cms.core.models.snippets import ListedSnippet
from cms.core.vocabulary import Modality


class ClaimStatus(models.TextChoices):
    """How far a claim is borne out."""

    SUPPORTED = "supported", "Supported: it may help, in the short term"
    LIMITED = "limited", "Limited: small early studies, not enough to know"
    TRADITIONAL = "traditional", "Tradition: used for it, not proven"
    UNSUPPORTED = "unsupported", "Not supported: no evidence that we could find"
    OUTDATED = "outdated", "Outdated: known better by now"


class ClaimKind(models.TextChoices):
    BENEFIT = "benefit", "Benefit"
    HARM = "harm", "Harm"
    MECHANISM = "mechanism", "How it works"
    COMPARISON = "comparison", "Comparison"
    STATISTIC = "statistic", "Number"


DENIED = frozenset({ClaimStatus.UNSUPPORTED.value, ClaimStatus.OUTDATED.value})


class HealthClaim(ListedSnippet, ClusterableModel):  # type: ignore[django-manager-missing]  # blocks import it back
    """One sentence as people say it, and how far it is borne out.

    What may be said for it follows from the status alone, so that no page words it more strongly than another.
    """

    document_kind = "claim"
    api_name = "claims"
    base_form_class = RowsForm

    statement = models.CharField("claim", max_length=300, help_text="One sentence, as people say it.")
    kind = models.CharField(max_length=12, choices=ClaimKind)
    modality = models.CharField("about", max_length=20, choices=Modality)
    population = models.CharField("for whom", max_length=200, blank=True, help_text="Left empty: for anybody.")
    status = models.CharField(max_length=12, choices=ClaimStatus, help_text="Readers see it beside the claim.")
    explanation = RichTextField(features=PROSE, help_text="What is known, what is not, and how sure that is.")
    checked_on = models.DateField(help_text="When the evidence was last looked for.")

    api_fields = (
        Text(name="uid"),
        Text(name="slug", summary=True),
        Text(name="statement", summary=True, help="As people say it; never show it without its status."),
        Choice(name="claim_kind", source="kind", choices=tuple(ClaimKind.values), summary=True),
        Choice(name="modality", choices=tuple(Modality.values), summary=True),
        Text(name="population", null=True),
        Choice(name="status", choices=tuple(ClaimStatus.values), summary=True),
        Computed(
            name="status_label",
            compute=lambda claim: str(claim.get_status_display()),
            value_schema={"type": "string"},
            help="The status in words: the strongest that may be said.",
            summary=True,
        ),
        Html(name="explanation"),
        Date(name="checked_on", help="When the evidence was last looked for."),
        Rows(name="references", fields=Reference.cited_fields, title="Reference", listed=True),
    )
    facets = (
        Facet("status", lambda claim: [claim.status], frozenset(ClaimStatus.values)),
        Facet("modality", lambda claim: [claim.modality], frozenset(Modality.values)),
    )
    panels: ClassVar = [
        FieldPanel("statement"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("modality"), FieldPanel("population")]),
        FieldRowPanel([FieldPanel("status"), FieldPanel("checked_on")]),
        FieldPanel("explanation"),
        InlinePanel("evidence", heading="References", label="Reference"),
        FieldPanel("slug"),
    ]
    search_fields: ClassVar = [index.SearchField("statement"), index.AutocompleteField("statement")]

    class Meta:
        ordering: ClassVar = ["statement"]
        verbose_name = "claim"

    def __str__(self) -> str:
        return self.statement

    @property
    def references(self) -> list[Reference]:
        return [row.reference for row in self.evidence.all() if row.reference_id]

    def clean(self) -> None:
        """Hold a claim to the rules for what may be claimed; one that its status denies may be quoted."""
        super().clean()
        rules.insist(self._unsupported() | self._forbidden())

    def _unsupported(self) -> rules.Problems:
        if self.status == ClaimStatus.SUPPORTED and not self.references:
            return {"status": "Name the studies that support it below, or choose another status."}
        return {}

    def _forbidden(self) -> rules.Problems:
        cites, denied = bool(self.references), self.status in DENIED
        statement = [] if denied else check_claims(self.statement, cites=cites)
        found = {"statement": statement, "explanation": check_claims(self.explanation, cites=cites, denied=denied)}
        return {name: "\n".join(claim.reason for claim in claims) for name, claims in found.items() if claims}


class ClaimEvidence(Orderable):
    """That a claim was judged by a work."""

    claim = ParentalKey(HealthClaim, on_delete=models.CASCADE, related_name="evidence")
    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [FieldPanel("reference")]

    def __str__(self) -> str:
        return str(self.reference)
