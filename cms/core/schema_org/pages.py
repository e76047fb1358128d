"""Pages in the words of schema.org.

The site itself and who answers for it stand in the document of the site; pages refer to both by address, so that a new
logo does not change every page.
"""

from datetime import datetime
from typing import Any

from cms.core.api_fields.contract import Rendering
from cms.core.schema_org.nodes import Node, node, picture
from cms.core.schema_org.people import person
from cms.core.schema_org.works import work

WEBSITE, PUBLISHER, THING, TRAIL = "#website", "#publisher", "#thing", "#breadcrumb"
MEMBERS_ONLY = ".members-only"


def page_node(page: Any, rendering: Rendering) -> Node:
    """A page for those who may read it.

    `dateModified` is null: a rendering knows no clock. It is filled in where the document is stored.
    """
    return {
        **_frame(page, rendering),
        **node(
            *page.schema_org_page,
            headline=page.title,
            description=page.search_description or page.summary,
            image=picture(page.image, page.image_alt, rendering),
            keywords=[tag.name for tag in page.sorted_tags],
            author=[person(author, rendering) for author in page.authors],
            reviewedBy=person(page.medical_reviewer, rendering) if page.medical_reviewer else None,
            lastReviewed=page.reviewed_on.isoformat() if page.reviewed_on else None,
            citation=[work(reference) for reference in page.references],
            mainEntity=_thing(page, rendering),
        ),
        **_access(rendering.is_public),
        **page.page_markup(rendering),
    }


def teaser_node(page: Any, rendering: Rendering) -> Node:
    """A page for those who may read its teaser only: what the teaser says anyway, and that there is more."""
    return {**_frame(page, rendering), **node(*page.schema_org_page, description=page.teaser), **_access(False)}


def _frame(page: Any, rendering: Rendering) -> Node:
    url, home = rendering.address_of(page), rendering.home_of(page)
    return {
        **node(
            *page.schema_org_page,
            at=url,
            url=url,
            name=page.title,
            inLanguage=page.locale.language_code,
            isPartOf={"@id": home + WEBSITE},
            publisher={"@id": home + PUBLISHER},
            breadcrumb=_breadcrumb(page, url, rendering),
            datePublished=_moment(page.first_published_at),
        ),
        "dateModified": None,
    }


def _moment(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _access(free: bool) -> Node:
    """Source: Google Search Central, “Structured data for subscription and paywalled content”."""
    if free:
        return {"isAccessibleForFree": True}
    closed = node("WebPageElement", isAccessibleForFree=False, cssSelector=MEMBERS_ONLY)
    return {"isAccessibleForFree": False, "hasPart": closed}


def _breadcrumb(page: Any, url: str, rendering: Rendering) -> Node | None:
    """The way down to a page. The front page is left out, of which every other would then have to be a reader."""
    above = [(stub["title"], stub["url"]) for stub in rendering.trail(page)]
    if not above:
        return None
    steps = [
        node("ListItem", position=position, name=title, item={"@id": address})
        for position, (title, address) in enumerate([*above, (page.title, url)], 1)
    ]
    return node("BreadcrumbList", at=url + TRAIL, itemListElement=steps)


def _thing(page: Any, rendering: Rendering) -> Node | None:
    """What a page is about, where its type names that."""
    if not page.schema_org_type:
        return None
    thing = node(
        page.schema_org_type,
        at=rendering.address_of(page) + THING,
        name=page.title,
        description=page.summary,
        image=picture(page.image, page.image_alt, rendering),
    )
    return thing | page.thing_markup(rendering)
