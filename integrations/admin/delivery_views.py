"""The delivery report, and one delivery with its attempts."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from integrations import clock
from integrations.admin.decision_views import DELIVERY_DECISIONS
from integrations.admin.outlook import upcoming
from integrations.models import Delivery, Destination
from integrations.outbox.decisions import may_replay
from integrations.outbox.sharing_again import may_share_again
from integrations.outbox.standing import followed, stands

State = Delivery.State
MOMENT = timedelta(minutes=1)
VERBS: dict[str, str] = {
    Delivery.Purpose.RETRACT: "Take back",
    Delivery.Purpose.UPDATE: "Correct",
    Delivery.Purpose.REPLY: "Reply",
}


def told(delivery: Delivery) -> str:
    """What a delivery tells of, in one line."""
    if delivery.change is None:
        return "Test message" if delivery.purpose == Delivery.Purpose.TEST else delivery.get_purpose_display()
    if delivery.destination.adapter.capabilities.pings:
        return delivery.text
    return f"{VERBS.get(delivery.purpose) or delivery.change.get_action_display()}: {delivery.change.path}"


class DeliveryFilter(WagtailFilterSet):
    """By destination, state and purpose."""

    destination = django_filters.ModelChoiceFilter(queryset=Destination.objects.defer("secret"))
    state = django_filters.MultipleChoiceFilter(choices=State.choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Delivery
        fields = ("destination", "state", "purpose")


def is_answered_soon(delivery: Delivery) -> bool:
    """Whether it is a test that somebody waits for: sent a moment ago, and without a result so far."""
    lately = delivery.created_at > clock.now() - MOMENT
    tried = delivery.attempt_rows.filter(finished_at__isnull=False).exists()
    return lately and delivery.purpose == Delivery.Purpose.TEST and not tried


def message_column(label: str) -> TitleColumn:
    return TitleColumn(
        "told", label=label, accessor=told, get_url=lambda row: reverse("integrations_delivery", args=[row.pk])
    )


class DeliveryList(ReportView):
    """Deliveries, newest first."""

    permission_policy = ModelPermissionPolicy(Delivery)
    any_permission_required = ("view", "change")
    default_ordering = "-pk"
    is_searchable = False
    list_export = (
        "pk",
        "destination",
        "message_id",
        "purpose",
        "state",
        "detail",
        "attempts",
        "created_at",
        "ended_at",
    )

    def rows(self) -> QuerySet[Delivery]:
        return Delivery.objects.select_related("destination", "change").defer("destination__secret", "body")

    def get_queryset(self) -> QuerySet[Delivery]:
        return self.order_queryset(self.rows())


class DeliveryReport(DeliveryList):
    """All of them."""

    page_title = "Deliveries"
    header_icon = "mail"
    results_template_name = "integrations/deliveries_results.html"
    index_url_name = "integrations_deliveries"
    index_results_url_name = "integrations_deliveries_results"
    filterset_class = DeliveryFilter
    columns = (
        message_column("Message"),
        Column("destination"),
        StatusTagColumn("state", accessor="get_state_display", primary=lambda row: row.state == State.SENT),
        Column("detail", label="What became of it"),
        Column("attempts"),
        DateColumn("created_at", label="Since", sort_key="created_at"),
    )


class DeliveryDetail(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One delivery: its message, its attempts with request and answer, and what can be decided about it."""

    template_name = "integrations/delivery.html"
    page_title = "Delivery"
    header_icon = "mail"
    permission_policy = ModelPermissionPolicy(Delivery)
    any_permission_required = ("view", "change")

    @cached_property
    def delivery(self) -> Delivery:
        return get_object_or_404(Delivery.objects.select_related("destination", "change"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return told(self.delivery)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        report = {"url": reverse("integrations_deliveries"), "label": "Deliveries"}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_subtitle()}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.permission_policy.user_has_permission(self.request.user, "change"):
            return []
        again = reverse("integrations_share_again", args=[self.delivery.pk])
        sharing = [HeaderButton("Share again", url=again, icon_name="upload")] if may_share_again(self.delivery) else []
        return sharing + [
            HeaderButton(
                DELIVERY_DECISIONS[name].title,
                url=reverse(f"integrations_delivery_{name}", args=[self.delivery.pk]),
                icon_name=DELIVERY_DECISIONS[name].icon,
            )
            for name in possible_decisions(self.delivery)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        delivery = self.delivery
        return {
            **super().get_context_data(**kwargs),
            "delivery": delivery,
            "preview": upcoming(delivery),
            "about": delivery.retracts or delivery.amends,
            "stands": stands(delivery),
            "followed": followed(delivery),
            "attempts": delivery.attempt_rows.order_by("-number"),
            "is_answered_soon": is_answered_soon(delivery),
        }


def possible_decisions(delivery: Delivery) -> list[str]:
    """What may be decided about a delivery as it is now."""
    if delivery.state == State.WAITING:
        return ["post", "skip"]
    asked = ["confirm"] if delivery.state == State.NEEDS_PERSON else []
    return [*asked, "replay"] if may_replay(delivery) else asked
