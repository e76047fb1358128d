"""What pages tell machines: search engines, social networks, whoever reads JSON-LD."""

from typing import ClassVar

from cms.core.api_fields import ApiField, Json, Rendering
from cms.core.schema_org import Node, SchemaOrg
from cms.core.schema_org.pages import page_node, teaser_node
from cms.core.seo import Seo, seo_of, teaser_seo_of


class MarkedUp:
    """The part of a page that machines read; mixed in before Wagtail's class.

    In the words of schema.org, `schema_org_page` is what the pages of a type are, and `schema_org_type` what each is
    about, if that is a thing of its own. `open_graph_type` is what they are to social networks.
    """

    schema_org_page: ClassVar[tuple[str, ...]] = ("WebPage",)
    schema_org_type: ClassVar[str] = ""
    open_graph_type: ClassVar[str] = "website"

    markup_fields: ClassVar[tuple[ApiField, ...]] = (SchemaOrg(name="schema_org"), Seo(name="seo"))
    teaser_markup: ClassVar[tuple[ApiField, ...]] = (
        SchemaOrg(name="schema_org", source="teaser_schema_org"),
        Seo(name="seo", source="teaser_seo"),
    )

    def schema_nodes(self, rendering: Rendering) -> list[Node]:
        return [page_node(self, rendering)]

    def teaser_schema_org(self, rendering: Rendering) -> list[Node]:
        return [teaser_node(self, rendering)]

    def seo_members(self, rendering: Rendering) -> Json:
        return seo_of(self, rendering)

    def teaser_seo(self, rendering: Rendering) -> Json:
        return teaser_seo_of(self, rendering)

    def page_markup(self, rendering: Rendering) -> Node:
        """What only this type says of its pages, as members of the page's node."""
        return {}

    def thing_markup(self, rendering: Rendering) -> Node:
        """What this type says of the thing that its pages are about."""
        return {}
