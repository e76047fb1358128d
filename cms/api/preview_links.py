"""Links that show one draft to whoever has them, for a while."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse
from wagtail.models import Page

from cms.api.problems import LinkExpired
from cms.publications.drafts import pages
from cms.publications.pictures import here
from cms.publications.public_address import PLACE, PublicAddress
from cms.publications.sites import Roots

SALT = "cms.api.preview"


def token_for(page: Page, maker: Any) -> str:
    """What opens the latest draft of a page for `PREVIEW_SECONDS`, as long as its maker may edit the page."""
    return signing.dumps({"page": page.pk, "by": maker.pk}, salt=SALT)


def page_behind(token: str) -> Page:
    """The page whose draft a token opens, one of `drafts.pages()`.

    Raises:
        LinkExpired: it is too old, altered or made up, the page is gone, or its maker may not edit it any more. Which
            of these it is, nobody is told.
    """
    try:
        named = signing.loads(token, salt=SALT, max_age=settings.PREVIEW_SECONDS)
    except signing.BadSignature as error:
        raise LinkExpired from error
    page = pages().filter(pk=named["page"]).first()
    maker = get_user_model().objects.filter(pk=named["by"], is_active=True).first()
    if page is None or maker is None or not page.permissions_for_user(maker).can_edit():
        raise LinkExpired
    return page


def data_address(token: str) -> str:
    """Where the API gives the draft."""
    return here(reverse("api:preview", args=(token,)))


def front_end_address(page: Page, token: str) -> str:
    """Where the front end of the page's site shows the draft; empty when nobody has said where."""
    placed = Roots.load().place(page.url_path)
    addresses = PublicAddress.objects.filter(site=placed[0].site_id) if placed else PublicAddress.objects.none()
    template = addresses.values_list("preview_url", flat=True).first() or ""
    return template.replace(PLACE, quote(token, safe=""))
