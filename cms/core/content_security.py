"""Which scripts, styles and images a browser may load from us."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

# What is data shows and loads nothing, wherever it is put (OWASP, REST Security Cheat Sheet).
OF_DATA = "default-src 'none'; frame-ancestors 'none'"


class ContentSecurity(CSPMiddleware):
    """One strict policy, relaxed for Wagtail's admin alone.

    Wagtail writes its date choosers and inline panels as inline scripts, also into markup that the browser copies
    later, so that a nonce cannot cover them; Draftail and the choosers set inline styles.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if is_data(response):
            response.headers.setdefault(HEADER, OF_DATA)
            return response
        return super().process_response(request, response)

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("wagtailadmin_home")):
            parts.update = {**settings.ADMIN_CONTENT_SECURITY, **(parts.update or {})}
        return parts


def is_data(response: HttpResponseBase) -> bool:
    """Whether an answer is JSON of whatever kind."""
    return response.headers.get("Content-Type", "").partition(";")[0].endswith("json")
