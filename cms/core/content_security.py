"""Which scripts, styles and images a browser may load from us."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse


class ContentSecurity(CSPMiddleware):
    """One strict policy, relaxed for Wagtail's admin alone.

    Wagtail writes its date choosers and inline panels as inline scripts, also into markup that the browser copies
    later, so that a nonce cannot cover them; Draftail and the choosers set inline styles.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("wagtailadmin_home")):
            parts.update = {**settings.ADMIN_CONTENT_SECURITY, **(parts.update or {})}
        return parts
