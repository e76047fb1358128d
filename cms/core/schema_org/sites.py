"""A site in the words of schema.org, and who answers for it."""

from typing import Any

from cms.core.api_fields.contract import Rendering
from cms.core.schema_org.nodes import Node, node, picture
from cms.core.schema_org.pages import PUBLISHER, WEBSITE


def site_nodes(details: Any, rendering: Rendering) -> list[Node]:
    """The site and its publisher: whoever answers for the content, or else who stands behind the site."""
    home = rendering.address("/", details.site_id)
    behind = _behind(details, home, rendering)
    if details.publisher in {"", details.organisation}:
        return [_website(details, home), {**behind, "@id": home + PUBLISHER}]
    publisher = node("Organization", at=home + PUBLISHER, name=details.publisher)
    return [_website(details, home) | {"sourceOrganization": behind}, publisher]


def _website(details: Any, home: str) -> Node:
    return node(
        "WebSite",
        at=home + WEBSITE,
        url=home,
        name=details.title,
        description=details.description,
        inLanguage=details.site.root_page.locale.language_code,
        publisher={"@id": home + PUBLISHER},
    )


def _behind(details: Any, home: str, rendering: Rendering) -> Node:
    return node(
        "Organization",
        name=details.organisation or details.title,
        url=home,
        logo=picture(details.logo, details.title, rendering),
        email=details.contact_email,
        address=" ".join(details.postal_address.split()),
        sameAs=[profile.url for profile in details.social_profiles.all()],
    )
