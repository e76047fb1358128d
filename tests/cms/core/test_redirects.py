"""Where the plain pages lead on."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from tests.cms.content import article, published
from tests.flows.publishing.world import gate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("permanent, status", [(True, 301), (False, 302)])
def test_an_old_path_leads_to_the_page(client: Client, permanent: bool, status: int) -> None:
    """For good or for now, as the editor says; nobody keeps the answer."""
    page = published(article())
    Redirect.add_redirect("/old/", page, is_permanent=permanent)
    answer = client.get("/old/?from=mail")
    assert (answer.status_code, answer["Location"]) == (status, page.url)
    assert "no-store" in answer["Cache-Control"]


def test_an_old_path_may_lead_elsewhere(client: Client) -> None:
    """The site's own redirect comes before the one of all sites."""
    published(article())
    Redirect.add_redirect("/old/", "https://all.example.org/")
    assert client.get("/old/")["Location"] == "https://all.example.org/"
    Redirect.add_redirect("/old/", "https://own.example.org/", site=Site.objects.get())
    assert client.get("/old/")["Location"] == "https://own.example.org/"


def test_only_its_readers_are_led_to_a_gated_page(client: Client, django_user_model: Any) -> None:
    """Strangers and other members are answered as at an address that never was."""
    members, page = Group.objects.create(name="Members"), published(article())
    gate(page, members)
    Redirect.add_redirect("/old/", page)
    hidden, missing = client.get("/old/"), client.get("/nil/")
    assert (hidden.status_code, hidden.content.replace(b"old", b"nil")) == (404, missing.content)
    assert dict(hidden.headers) == dict(missing.headers)
    user = django_user_model.objects.create_user("somebody")
    client.force_login(user)
    assert client.get("/old/").status_code == 404
    user.groups.add(members)
    assert client.get("/old/")["Location"] == page.url


def test_nobody_is_led_to_a_draft(client: Client) -> None:
    """A page that was taken back answers under none of its paths."""
    page = published(article())
    Redirect.add_redirect("/old/", page)
    page.unpublish()
    assert client.get("/old/").status_code == 404
