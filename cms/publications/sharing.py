"""What may be shared of a page and what its editors wish, for the rooms that know the house only through this one."""

from cms.core.api_fields import Json
from cms.core.models import ContentPage, SharePreference
from cms.publications.audiences import PUBLIC
from cms.publications.documents import render_full, share_of
from cms.publications.rendering import World

__all__ = ["Posting", "draft_of", "share_of"]

Posting = SharePreference.Posting


def draft_of(page: ContentPage) -> dict[str, Json]:
    """What everybody would read of a page as it is in memory, saved or not, and where.

    Raises:
        ValueError: it is in no site.
    """
    rendered = render_full(page, PUBLIC, World())
    return {"url": rendered.url, **rendered.content}
