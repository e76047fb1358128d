"""What Django's middleware does for people and must not do for the API."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware

from cms.api.problems import API_ROOT

SAME_FOR_EVERYBODY = (API_ROOT, "/feeds/", "/images/", "/files/")


class LanguageOfPeople(LocaleMiddleware):
    """Choose the language of what people look at. Answers of the API, feeds and uploads are the same in every
    language: if they varied on `Accept-Language`, caches would keep a copy for every browser setting."""

    def process_request(self, request: HttpRequest) -> None:
        if not request.path_info.startswith(SAME_FOR_EVERYBODY):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(SAME_FOR_EVERYBODY):
            return response
        return super().process_response(request, response)
