"""The list of what waits for a decision, and what may be decided about many of them at once."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.bulk_action import BulkAction

from integrations.admin.delivery_views import DeliveryFilter, DeliveryList, told
from integrations.admin.outlook import upcoming
from integrations.models import Delivery
from integrations.outbox.decisions import TooLate, post, skip


class TextColumn(BaseColumn):
    """The text as it would be posted now."""

    cell_template_name = "integrations/text_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return {**super().get_cell_context_data(instance, parent_context), "text": upcoming(instance)}


COLUMNS = (
    TitleColumn(
        "told",
        label="Page",
        accessor=told,
        get_url=lambda row: reverse("integrations_delivery", args=[row.pk]),
        get_title_id=lambda row: f"delivery_{row.pk}_title",
    ),
    Column("destination"),
    TextColumn("text", label="What would be posted"),
    Column("detail", label="Why it waits"),
    DateColumn("created_at", label="Since", sort_key="created_at"),
)


class WaitingFilter(DeliveryFilter):
    """By destination; they all wait."""

    state = None

    class Meta:
        model = Delivery
        fields = ("destination",)


class WaitingList(DeliveryList):
    """What is newly published but does not go out by itself."""

    page_title = "Waiting for a decision"
    header_icon = "time"
    template_name = "integrations/waiting.html"
    results_template_name = "integrations/waiting_results.html"
    index_url_name = "integrations_waiting"
    index_results_url_name = "integrations_waiting_results"
    filterset_class = WaitingFilter
    paginate_by = 25

    def rows(self) -> QuerySet[Delivery]:
        return super().rows().filter(state=Delivery.State.WAITING)

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Whoever may decide finds a box at each page."""
        may = self.permission_policy.user_has_permission(self.request.user, "change")
        return [*([BulkActionsCheckboxColumn("bulk_actions", obj_type="delivery")] if may else []), *COLUMNS]


class DecideAll(BulkAction):
    """One decision about every page that was ticked; what was decided meanwhile is left out and counted."""

    models: ClassVar = [Delivery]
    template_name = "integrations/decide_all.html"
    question: ClassVar[str]
    done: ClassVar[str]

    @staticmethod
    def decide(delivery: Delivery, user: Any) -> None:
        """The decision about one of them."""
        raise NotImplementedError("This decision does not say what it does")

    def get_all_objects_in_listing_query(self, parent_id: Any) -> QuerySet[Any, Any]:
        return Delivery.objects.waiting().values_list("pk", flat=True)

    @classmethod
    def get_queryset(cls, _model: Any, object_ids: Any) -> QuerySet[Delivery]:
        chosen = Delivery.objects.waiting().filter(pk__in=object_ids)
        return chosen.select_related("destination", "change").defer("destination__secret").order_by("pk")

    def check_perm(self, obj: Delivery) -> bool:
        return bool(self.request.user.has_perm("integrations.change_delivery"))

    def object_context(self, obj: Delivery) -> dict[str, Any]:
        return {"item": obj, "told": told(obj), "text": upcoming(obj)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(action=self, **kwargs)

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user}

    @classmethod
    def execute_action(cls, objects: Iterable[Delivery], user: Any = None, **_: Any) -> tuple[int, int]:
        """How many were decided, and for how many it was too late."""
        decided = [cls._decided(delivery, user) for delivery in objects]
        return sum(decided), len(decided) - sum(decided)

    @classmethod
    def _decided(cls, delivery: Delivery, user: Any) -> bool:
        try:
            cls.decide(delivery, user)
        except TooLate:
            return False
        return True

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        late = f" {num_child_objects} had been decided meanwhile." if num_child_objects else ""
        return f"{self.done}: {num_parent_objects}.{late}"


class PostAll(DecideAll):
    """Release them."""

    display_name = "Post"
    aria_label = "Post what is selected"
    action_type = "post"
    action_priority = 10
    decide = staticmethod(post)
    question = "These are posted now, one after the other."
    done = "On their way"


class SkipAll(DecideAll):
    """Never post them because of this publication."""

    display_name = "Skip"
    aria_label = "Skip what is selected"
    action_type = "skip"
    action_priority = 20
    decide = staticmethod(skip)
    question = "These are not posted."
    done = "Not posted"
