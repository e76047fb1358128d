"""Browsers are told what they may load."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_pages_run_no_inline_script(client: Client) -> None:
    """Outside the admin only our own files run, and nobody frames us."""
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy


@pytest.mark.django_db
def test_the_admin_may_run_wagtails_inline_scripts(client: Client) -> None:
    """Wagtail's own screens work, without `eval` and without other hosts."""
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/nowhere/", "/api/v1/schema/"])
def test_data_loads_nothing(client: Client, address: str) -> None:
    """JSON that a browser is led to show, a problem among it, can load and be framed by nothing."""
    assert client.get(address)["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
