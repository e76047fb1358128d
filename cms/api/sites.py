"""Which site is asked: the one that `site=` names, or the one that answers at the request's host."""

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname

from cms.api.parameters import TEXT, Parameter, text


def site_asked(request: HttpRequest, asked: Mapping[str, Any]) -> int | None:
    """The site to read, by primary key."""
    return asked[SITE.name] or site_at(request)


def of_site_asked(request: HttpRequest, asked: Mapping[str, Any]) -> Q:
    """What belongs to the site to read, or to every site."""
    return of_site(site_asked(request, asked))


def of_site(site: int | None) -> Q:
    """What belongs to a site, or to every site."""
    return Q(site=None) | Q(site=site)


def site_at(request: HttpRequest) -> int | None:
    """The site at the request's host, by Wagtail's own rule; None while there is no site at all."""
    memory = settings.API_SITE_MEMORY_SECONDS
    host, port = split_domain_port(request.get_host())[0], int(request.get_port())
    return _remembered(host, port, int(time.monotonic() / memory)) if memory else _look_up(host, port)


def site_named(name: str) -> int:
    """The site with this host name, or host name and port.

    Raises:
        ValueError: there is none.
    """
    host, _, port = text(name).partition(":")
    sites = Site.objects.filter(hostname=host).order_by("-is_default_site", "port")
    site = next((site for site in sites if port in {"", str(site.port)}), None)
    if site is None:
        raise ValueError("There is no site with this host name.")
    return site.pk


@lru_cache(maxsize=64)
def _remembered(host: str, port: int, _moment: int) -> int | None:
    """Every request needs it and it hardly ever changes: asked once in a few seconds, a detail stays one query."""
    return _look_up(host, port)


def _look_up(host: str, port: int) -> int | None:
    try:
        return get_site_for_hostname(host, port).pk
    except Site.DoesNotExist:
        return None


SITE = Parameter(
    name="site",
    help="The host name of the site to read; left out, it is the site that answers at the host asked.",
    schema={**TEXT, "examples": ["www.example.org"]},
    read=site_named,
)
