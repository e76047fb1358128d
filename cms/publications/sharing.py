"""What may be shared of a page and what its editors wish, for the rooms that know the house only through this one."""

from cms.core.models import SharePreference
from cms.publications.documents import share_of

__all__ = ["Posting", "share_of"]

Posting = SharePreference.Posting
