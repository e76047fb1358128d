"""Run in the copy of the project: migrate, publish one recipe as an editor would, and tell what everybody sees."""

import base64
import json
import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from cms.core.content_types import content_types_by_api_name
from cms.home.models import HomePage
from integrations.delivery.look import look_once
from integrations.models import Destination

ASKED = {
    "list": "/api/v1/recipes/",
    "among all": "/api/v1/documents/?type=recipes",
    "facet": "/api/v1/recipes/?course=main",
    "other facet": "/api/v1/recipes/?course=starter",
    "facet among all": "/api/v1/documents/?course=main",
    "unknown value": "/api/v1/recipes/?course=dessert",
    "unknown parameter": "/api/v1/recipes/?colour=red",
    "filter": "/api/v1/recipes/?title_begins=gin",
    "filter in vain": "/api/v1/documents/?title_begins=soup",
    "schema": "/api/v1/schema/",
    "changes": "/api/v1/changes/?type=recipes",
    "feed": "/feeds/json/?type=recipes&course=main",
    "feed of the other facet": "/feeds/json/?type=recipes&course=starter",
    "plain page": "/ginger-soup/",
}


def everything(listener: str) -> None:
    """Write what is seen, as one JSON object.

    Args:
        listener: the address of somebody who listens to webhooks.
    """
    call_command("makemigrations", "recipes", verbosity=0)
    call_command("migrate", verbosity=0)
    connect(listener)
    home = start()
    publish(home, title="Ginger soup", slug="ginger-soup", summary="Warm and quick.")
    look_once()
    json.dump({"answers": answers(), "form": form(home), "refused": refused(home)}, sys.stdout)


def connect(listener: str) -> None:
    """A webhook that gets whole documents."""
    secret = {"signing_secrets": ["whsec_" + base64.b64encode(bytes(32)).decode()]}
    config = {"url": listener, "payload": "full"}
    Destination.objects.create(channel="webhook", name="Kitchen", config=config, secret=secret, announce_delay=0)


def start() -> HomePage:
    """The home page of the one site."""
    home: HomePage = Page.get_first_root_node().add_child(instance=HomePage(title="Start", slug="start", summary="A."))
    site = Site.objects.get()
    site.root_page = home
    site.save()
    return home


def publish(home: HomePage, **words: str) -> None:
    """A recipe below the home page."""
    (model,) = content_types_by_api_name()["recipes"]
    page = home.add_child(instance=model(live=False, course="main", minutes=25, **words))
    page.save_revision().publish()


def answers() -> dict[str, tuple[int, str]]:
    """Status and text of what strangers are told."""
    heard: dict[str, Any] = {name: Client().get(address) for name, address in ASKED.items()}
    (listed,) = heard["list"].json()["items"]
    heard["detail"] = Client().get(f"/api/v1/recipes/{listed['id']}/")
    return {name: (answer.status_code, answer.content.decode()) for name, answer in heard.items()}


def form(home: HomePage) -> str:
    """The editor's form for a new recipe."""
    browser = Client()
    browser.force_login(get_user_model().objects.create_superuser("editor"))
    answer: Any = browser.get(reverse("wagtailadmin_pages:add", args=["recipes", "recipepage", home.pk]))
    text: str = answer.content.decode()
    return text


def refused(home: HomePage) -> list[str]:
    """The fields at which a claim is refused that no page may make."""
    try:
        publish(home, title="Another", slug="another", summary="It cures back pain.")
    except ValidationError as error:
        return list(error.message_dict)
    return []
