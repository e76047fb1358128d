"""Asking an nginx in front of the application."""

from typing import Any
from urllib.parse import urlsplit

import requests

from cms.media.addresses import picture_address
from cms.publications.models import Document
from tests.nginx import Nginx
from tests.services import NEVER

API = "/api/v1"


def ask(nginx: Nginx, path: str, method: str = "GET", **headers: str) -> requests.Response:
    address, verify = f"{nginx.address}{path}", nginx.certificate
    return requests.request(method, address, headers=headers, verify=verify, timeout=NEVER, allow_redirects=False)


def kept(nginx: Nginx, path: str, **headers: str) -> bool:
    """Whether nginx answers without asking the application."""
    return ask(nginx, path, **headers).headers["X-Cache"] == "HIT"


def detail(page: Any) -> str:
    """The path of a page's document."""
    return f"{API}/documents/{Document.objects.get(kind='page', object_id=str(page.pk), access='full').uid}/"


def places(page: Any) -> list[str]:
    """Where a stranger reads of a page: its picture comes last."""
    path = Document.objects.get(kind="page", object_id=str(page.pk), access="full").path
    lists = [f"{API}/articles/", f"{API}/search/?q={page.title}", f"{API}/sitemap/", "/feeds/json/"]
    picture = urlsplit(picture_address(page.image, "40.png")).path
    return [detail(page), f"{API}/documents/by-path/?path={path}", *lists, picture]


def on_disk(nginx: Nginx, text: str) -> bool:
    return any(text.encode() in file.read_bytes() for file in nginx.kept.rglob("*") if file.is_file())
