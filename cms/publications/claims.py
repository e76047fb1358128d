"""The facade to the check for forbidden claims, for the rooms that know the house only through its publications."""

from cms.core.claims import Claim, check_claims

__all__ = ["Claim", "check_claims"]
