"""The admin's page with a preview link."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.api.preview_links import data_address, front_end_address, token_for
from cms.publications.drafts import pages


class PreviewLink(WagtailAdminTemplateMixin, TemplateView):
    """Makes a link to the draft of a page, for whoever may edit it."""

    template_name = "api/admin/preview_link.html"
    page_title = "Preview link"
    header_icon = "link"
    page: Page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(pages(), pk=kwargs["page_id"])
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        form = {"url": self.form_url, "label": self.page.get_admin_display_title()}
        return [*super().get_breadcrumbs_items(), form, {"url": "", "label": self.page_title}]

    @property
    def form_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=(self.page.pk,))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        token = token_for(self.page, self.request.user)
        until = timezone.now() + timedelta(seconds=settings.PREVIEW_SECONDS)
        shown = front_end_address(self.page, token)
        link = shown or data_address(token)
        return super().get_context_data(link=link, front_end=bool(shown), until=until, view=self, **kwargs)
