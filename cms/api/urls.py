"""The addresses under /api/."""

from django.db.transaction import non_atomic_requests
from django.urls import include, path, re_path

from cms.api.resources import resources
from cms.api.views.changes import ChangeFeed
from cms.api.views.details import DocumentByPath, DocumentBySlug, DocumentDetail, SiteDetail
from cms.api.views.entrance import Description, Docs, Nowhere, Root
from cms.api.views.forms import ContactForm
from cms.api.views.images import ImageDetail
from cms.api.views.lists import DocumentList
from cms.api.views.locales import LocaleList
from cms.api.views.previews import DraftPreview
from cms.api.views.problems import ProblemList, ProblemMeaning
from cms.api.views.search import Search, Suggestions
from cms.api.views.shares import DocumentShares
from cms.api.views.sitemap import Sitemap

app_name = "api"

typed = [
    pattern
    for resource in resources().values()
    for pattern in (
        path(f"{resource.name}/", DocumentList.of(resource), name=resource.name),
        path(f"{resource.name}/<uuid:uid>/", DocumentDetail.of(resource), name=f"{resource.name}-document"),
    )
]
by_slug = [
    path(f"{resource.name}/<slug:slug>/", DocumentBySlug.of(resource), name=f"{resource.name}-by-slug")
    for resource in resources().values()
    if resource.has_slugs
]
version_1 = [
    path("", Root.as_view(), name="root"),
    path("documents/", DocumentList.of_pages(), name="documents"),
    path("documents/by-path/", DocumentByPath.as_view(), name="document-by-path"),
    path("documents/<uuid:uid>/", DocumentDetail.as_view(), name="document"),
    path("documents/<uuid:uid>/shares/", DocumentShares.as_view(), name="document-shares"),
    *typed,
    *by_slug,
    path("site/", SiteDetail.as_view(), name="site"),
    path("images/<int:pk>/", ImageDetail.as_view(), name="image"),
    path("locales/", LocaleList.as_view(), name="locales"),
    path("preview/<str:token>/", DraftPreview.as_view(), name="preview"),
    path("sitemap/", Sitemap.as_view(), name="sitemap"),
    path("search/", Search.as_view(), name="search"),
    path("search/suggest/", Suggestions.as_view(), name="suggest"),
    path("changes/", ChangeFeed.as_view(), name="changes"),
    # Without the transaction that other writes get: what is refused must not wait for writers.
    path("forms/<str:form>/", non_atomic_requests(ContactForm.as_view()), name="contact-form"),
    path("problems/", ProblemList.as_view(), name="problems"),
    path("problems/<slug:problem>/", ProblemMeaning.as_view(), name="problem"),
    path("schema/", Description.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
]
urlpatterns = [
    path("v1/", include(version_1)),
    re_path(r"^(?P<rest>.*)$", Nowhere.as_view()),
]
