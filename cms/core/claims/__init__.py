"""What a page on health may not claim: the patterns by language, and what finds them in a text or a page."""

from cms.core.claims.check import Claim, check_claims
from cms.core.claims.pages import ClaimContext, claims_of, problems

__all__ = ["Claim", "ClaimContext", "check_claims", "claims_of", "problems"]
