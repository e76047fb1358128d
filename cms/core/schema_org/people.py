"""Who somebody is."""

from typing import Any

from cms.core.api_fields.contract import Rendering
from cms.core.schema_org.nodes import Node, node, picture, plain


def named(kind: str, name: str) -> Node | None:
    """Somebody or something of whom nothing is known but a name; None without one."""
    return node(kind, name=name) if name else None


def person(who: Any, rendering: Rendering) -> Node:
    """An author or a reviewer, as bylines say it."""
    return node(
        "Person",
        at=rendering.address(who.document_path, None),
        name=who.name,
        honorificSuffix=who.credentials,
        jobTitle=who.role,
    )


def whole_person(who: Any, rendering: Rendering) -> Node:
    """A person with all that is public."""
    orcid = f"https://orcid.org/{who.orcid}" if who.orcid else ""
    more = node(
        "Person",
        description=plain(who.biography),
        image=picture(who.photo, who.photo_alt, rendering),
        affiliation=organisation(who.organisation) if who.organisation else None,
        sameAs=[address for address in (orcid, who.website) if address],
    )
    return person(who, rendering) | more


def organisation(which: Any) -> Node:
    """Where people work."""
    return node("Organization", name=which.name, url=which.website)
