"""What Django's middleware does for people and must not do for the API."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware

from cms.api.problems import API_ROOT


class LanguageOfPeople(LocaleMiddleware):
    """Choose the language of what people look at. API answers are the same in every language: if they varied on
    `Accept-Language`, caches would keep a copy for every browser setting."""

    def process_request(self, request: HttpRequest) -> None:
        if not request.path_info.startswith(API_ROOT):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(API_ROOT):
            return response
        return super().process_response(request, response)
