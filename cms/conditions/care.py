"""The page that hubs, regions and pain types are."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.conditions import rules
from cms.conditions.markup import condition
from cms.conditions.points import ITEM_FIELDS, POINT_FACET, PointRows, effective, points_html
from cms.conditions.snippets import Condition, Protocol, ProtocolItem
from cms.conditions.vocabulary import Kind
from cms.core.api_fields import Embedded, Facet, Html, Rendering, Rows, Stream
from cms.core.blocks import ContentStreamBlock
from cms.core.fields import PROSE
from cms.core.models.pages import TAG_FACET
from cms.core.models.red_flags import RedFlagsPage
from cms.core.rules import Problems
from cms.core.schema_org import Node

CONDITION_FACET = Facet("condition", lambda page: [page.about.slug] if page.about else [])


class CarePage(RedFlagsPage):
    """What hubs, regions and pain types share: red flags, self-care, and points out of protocols."""

    overview = RichTextField(features=PROSE, help_text="What it is, and what mostly becomes of it.")
    self_care = StreamField(ContentStreamBlock(), blank=True, help_text="What people can do themselves.")
    background = StreamField(ContentStreamBlock(), blank=True, help_text="Causes, course and what studies say.")
    adjunct_protocol = models.ForeignKey(
        Protocol,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Points that may be added. They are shown apart from the others.",
    )

    api_fields = (
        *RedFlagsPage.api_fields,
        Embedded(name="about", null=True, fields=Condition.api_fields, title="ConditionName", summary=True),
        Html(name="overview"),
        Stream(name="self_care", block=ContentStreamBlock()),
        Stream(name="background", block=ContentStreamBlock()),
        Rows(name="protocols", fields=Protocol.api_fields, title="Protocol", help="Where the points come from."),
        PointRows(
            name="points",
            fields=ITEM_FIELDS,
            title="ProtocolPoint",
            help="In the order of pressing: those of the general protocol, then those of the specific one.",
        ),
        PointRows(name="adjunct_points", fields=ITEM_FIELDS, title="ProtocolPoint", help="May be added."),
    )
    facets: ClassVar[tuple[Facet, ...]] = (TAG_FACET, CONDITION_FACET, POINT_FACET)
    search_fields: ClassVar = [*RedFlagsPage.search_fields, index.SearchField("overview")]

    class Meta:
        abstract = True

    @property
    def about(self) -> Condition | None:
        """The condition that this page is about."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it is about")

    def own_protocols(self) -> Iterator[Protocol | None]:
        """The protocols whose points are pressed, general first."""
        raise NotImplementedError(f"{type(self).__name__} does not say which protocols it has")

    @property
    def protocols(self) -> list[Protocol]:
        return [protocol for protocol in self.own_protocols() if protocol and protocol.live]

    @property
    def points(self) -> list[ProtocolItem]:
        return effective(self.protocols)

    @property
    def adjunct_points(self) -> list[ProtocolItem]:
        adjunct = self.adjunct_protocol
        return effective([adjunct]) if adjunct and adjunct.live else []

    def page_markup(self, rendering: Rendering) -> Node:
        return {"about": condition(self.about)} if self.about else {}

    def contradictions(self) -> Problems:
        given = self.adjunct_protocol
        return super().contradictions() | rules.kind_is(Kind.ADJUNCT, given and given.kind, "adjunct_protocol")

    def get_template(self, *_args: Any, **_kwargs: Any) -> str:
        return "conditions/care.html"

    def point_lists(self) -> list[tuple[str, str]]:
        """The points as the plain page shows them, each list with its heading."""
        lists = [("Points", points_html(self.points)), ("May be added", points_html(self.adjunct_points))]
        return [(heading, shown) for heading, shown in lists if shown]
