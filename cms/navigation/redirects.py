"""Where pages have moved to: Wagtail's redirects, as documents under the gate of the page they lead to."""

from typing import ClassVar
from uuid import UUID, uuid5

from wagtail.contrib.redirects import models as redirects

from cms.core.api_fields import ApiField, Flag, Json, Link, Rendering, Text
from cms.core.models import Listed

REDIRECTS = UUID("0c9f7e0e-53a1-5d44-8a0f-7d0a4f6f8c52")


class Target(ApiField):
    """The address that a redirect leads to; null where the audience may not see the page, or is there already.

    The row names the page and not its address: however often a page has moved, every old path leads there at once.
    """

    def read(self, owner: "Redirect", rendering: Rendering) -> Json:
        if owner.redirect_page is None:
            return owner.redirect_link or None
        stub = rendering.link(owner.redirect_page)
        old = rendering.address(owner.old_path, owner.site_id)
        return stub["url"] if stub and stub["url"].rstrip("/") != old.rstrip("/") else None


class Redirect(Listed, redirects.Redirect):
    """A redirect as readers may know of it: where its page is gated, only those who may read the page."""

    document_kind = "redirect"
    api_name = "redirects"
    searched = False
    needed = ("to",)

    api_fields = (
        Text(name="from_path", source="old_path", summary=True, help="Without a slash at its end; may have a query."),
        Target(name="to", summary=True, value_schema={"type": "string", "format": "uri"}),
        Flag(name="permanent", source="is_permanent", summary=True, help="Whether the old path is gone for good."),
        Link(name="page", source="redirect_page", summary=True),
    )

    class Meta:
        proxy = True
        ordering: ClassVar = ["old_path", "pk"]

    @property
    def document_uid(self) -> UUID:
        return uuid5(REDIRECTS, str(self.pk))

    @property
    def document_path(self) -> str:
        return self.old_path

    @property
    def document_site_id(self) -> int | None:
        return self.site_id

    @property
    def document_locale(self) -> str:
        page = self.redirect_page
        return page.locale.language_code if page else super().document_locale
