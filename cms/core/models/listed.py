"""What sites list besides pages."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings

from cms.core.api_fields import ApiField, Facet


class Listed:
    """What has documents of its own without being a page.

    Models name the `document_kind` of their documents, the `api_name` of their list and the `api_fields` of their JSON.
    To list a model of somebody else's, make a proxy of it that has these. `needed` names fields without which a
    document is worth nothing: an audience for which one of them is null gets none. What only leads elsewhere, as a menu
    does, is not `searched`.
    """

    document_kind: ClassVar[str]
    api_name: ClassVar[str]
    api_fields: ClassVar[tuple[ApiField, ...]]
    facets: ClassVar[tuple[Facet, ...]] = ()
    needed: ClassVar[tuple[str, ...]] = ()
    searched: ClassVar[bool] = True

    @property
    def document_uid(self) -> UUID:
        """The same for ever."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it is known by")

    @property
    def document_path(self) -> str:
        """The path on its site."""
        raise NotImplementedError(f"{type(self).__name__} does not say where it stands")

    @property
    def document_site_id(self) -> int | None:
        """The site it belongs to; None: every site."""
        return None

    @property
    def document_locale(self) -> str:
        """The language it is written in."""
        return settings.LANGUAGE_CODE
