"""What all content types share: the page they are made of, and the snippets they speak about."""

from cms.core.models.claims import ClaimAcceptance
from cms.core.models.health_claims import ClaimEvidence, ClaimKind, ClaimStatus, HealthClaim
from cms.core.models.listed import Listed
from cms.core.models.page_rows import Authorship, Citation, PageTag, SharePreference
from cms.core.models.pages import ContentPage
from cms.core.models.references import Reference
from cms.core.models.reviewed import ReviewedPage, ReviewPolicy
from cms.core.models.sites import SiteDetails
from cms.core.models.snippets import ListedSnippet, Organisation, Person

__all__ = [
    "Authorship",
    "Citation",
    "ClaimAcceptance",
    "ClaimEvidence",
    "ClaimKind",
    "ClaimStatus",
    "ContentPage",
    "HealthClaim",
    "Listed",
    "ListedSnippet",
    "Organisation",
    "PageTag",
    "Person",
    "Reference",
    "ReviewPolicy",
    "ReviewedPage",
    "SharePreference",
    "SiteDetails",
]
