"""What integrations add to Wagtail's admin: one menu with destinations, deliveries and the waiting list."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from integrations.admin.decision_views import DELIVERY_DECISIONS, DeliveryDecision
from integrations.admin.delivery_views import DeliveryDetail, DeliveryReport
from integrations.admin.destination_views import DestinationViewSet
from integrations.admin.resumption_views import ResumeView
from integrations.admin.sharing_again_view import ShareAgain
from integrations.admin.trouble_panel import add_trouble_panel
from integrations.admin.waiting_list import PostAll, SkipAll, WaitingList
from integrations.delivery.connecting import CONNECTED, ConnectionFormatter
from integrations.outbox import grants, sharing_again
from integrations.outbox.decisions import DECISIONS
from integrations.outbox.recover import RECOVERED, RecoveryFormatter
from integrations.outbox.resumption import RESUMPTIONS
from integrations.upkeep.failing import GIVEN_UP

viewset = DestinationViewSet()


class PermittedItem(MenuItem):
    """Shown to whoever may change or look at what it leads to."""

    def __init__(self, *args: Any, model: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permissions = [f"integrations.{verb}_{model}" for verb in ("add", "change", "view")]

    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(permission) for permission in self.permissions)


@hooks.register("register_admin_viewset")
def register_destinations() -> DestinationViewSet:
    return viewset


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The pages about deliveries."""
    decide = {name: DeliveryDecision.as_view(decision=decision) for name, decision in DELIVERY_DECISIONS.items()}
    return [
        *listing("deliveries/", DeliveryReport),
        *listing("deliveries/waiting/", WaitingList),
        path("deliveries/<int:pk>/share_again/", ShareAgain.as_view(), name="integrations_share_again"),
        path("deliveries/resume/", ResumeView.as_view(), name="integrations_resume"),
        path("deliveries/<int:pk>/", DeliveryDetail.as_view(), name="integrations_delivery"),
        *(
            path(f"deliveries/<int:pk>/{name}/", view, name=f"integrations_delivery_{name}")
            for name, view in decide.items()
        ),
    ]


def listing(address: str, view: type[DeliveryReport | WaitingList]) -> list[URLPattern]:
    """A list, and its rows alone for when only they are asked for again."""
    return [
        path(address, view.as_view(), name=view.index_url_name),
        path(f"{address}results/", view.as_view(results_only=True), name=view.index_results_url_name),
    ]


hooks.register("register_bulk_action", PostAll)
hooks.register("register_bulk_action", SkipAll)


@hooks.register("register_admin_menu_item")
def menu() -> SubmenuMenuItem:
    items = [
        PermittedItem(
            "Destinations", reverse("destinations:index"), icon_name="link-external", order=1, model="destination"
        ),
        PermittedItem("Deliveries", reverse("integrations_deliveries"), icon_name="mail", order=2, model="delivery"),
        PermittedItem("Waiting list", reverse("integrations_waiting"), icon_name="time", order=3, model="delivery"),
    ]
    return SubmenuMenuItem("Integrations", Menu(items=items), icon_name="globe", order=900)


hooks.register("construct_homepage_panels", add_trouble_panel)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Groups may be allowed to look at deliveries, to decide about them, and to let gated content leave the house."""
    codenames = ("view_delivery", "change_delivery", "grant_destination")
    return Permission.objects.filter(content_type__app_label="integrations", codename__in=codenames)


@hooks.register("register_log_actions")
def name_log_actions(actions: Any) -> None:
    """How decisions read in the history."""
    actions.register_action(GIVEN_UP, "Pause failing destination", "Paused after nothing but failures")
    for name, (label, message) in (DECISIONS | RESUMPTIONS).items():
        actions.register_action(name, label, message)
    formatters = {**grants.FORMATTERS, **sharing_again.FORMATTERS}
    formatters |= {RECOVERED: RecoveryFormatter, CONNECTED: ConnectionFormatter}
    for name, formatter in formatters.items():
        actions.register_action(name)(formatter)
