"""The uid of a document: the same after export, import and translation round trips."""

from uuid import UUID, uuid5

from django.conf import settings
from wagtail.models import Page, Site

SITES = UUID("5b0b9a52-0f0c-5b7e-9d0e-6f2f6ec5a7c1")


def page_uid(page: Page) -> UUID:
    """A page's: from its translation key and locale, which travel with it."""
    return uuid5(page.translation_key, page.locale.language_code)


def uids_in_every_language(translation_key: UUID) -> list[UUID]:
    """Those that a page and its translations have, or would have, in the order of the settings."""
    return [uuid5(translation_key, code) for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def site_uid(site: Site) -> UUID:
    """A site's: from its row, because host name and root page are what changes about it."""
    return uuid5(SITES, str(site.pk))
