"""The product's addresses, and beside them the two baselines that it is measured against."""

from django.urls import path

from cms.urls import handler400, handler404, handler500, urlpatterns
from tests.bench import bare, stock

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("bench/v2/", stock.router.urls),
    path("bench/bare/<uuid:uid>/", bare.detail),
    path("bench/bare/list/", bare.newest),
    *urlpatterns,
]
