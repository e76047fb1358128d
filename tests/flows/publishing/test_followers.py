"""Whoever follows a part of the changes feed ends with what the list of that part shows."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis.stateful import initialize, rule, run_state_machine_as_test
from wagtail.models import Locale, Page

from cms.navigation.models import Menu
from cms.publications.models import Change
from tests.cms.api.factories import api_key
from tests.cms.content import author_page, person
from tests.flows.publishing.test_random_histories import CRASHES, PICKS, Histories

PARTS: dict[str, dict[str, Any]] = {
    "documents": {"kind": "page"},
    "articles": {"type": "articles"},
    "authors": {"type": "authors"},
    "menus": {"type": "menus", "locale": "de"},
}


class Follower:
    """A copy of one part of the content, kept by nothing but the feed."""

    def __init__(self, resource: str, key: dict[str, str]) -> None:
        self.resource, self.key = resource, key
        self.held: dict[str, dict[str, Any] | None] = {}
        self.address = f"/api/v1/changes/?{urlencode({**PARTS[resource], 'include': 'documents'})}"

    def look(self) -> None:
        more = True
        while more:
            answer = Client().get(self.address, headers=self.key).json()
            for item in answer["items"]:
                self.take(item)
            self.address, more = answer["next"], answer["has_more"]

    def take(self, item: dict[str, Any]) -> None:
        if item["action"] in Change.TOMBSTONES:
            self.held.pop(item["id"], None)
        else:
            self.held[item["id"]] = item["document"]

    def listed(self) -> dict[str, int]:
        narrowing = {name: value for name, value in PARTS[self.resource].items() if name == "locale"}
        query = urlencode({**narrowing, "limit": 100})
        items = Client().get(f"/api/v1/{self.resource}/?{query}", headers=self.key).json()["items"]
        return {item["id"]: item["version"] for item in items}

    def is_right(self) -> bool:
        held = {uid: document["version"] for uid, document in self.held.items() if document}
        return len(held) == len(self.held) and held == self.listed()


class Followers(Histories):
    """The same random deeds, some that change a document's type or language, and readers who look now and then."""

    @initialize()
    def found_a_site(self) -> None:
        super().found_a_site()
        self.german = Locale.objects.get_or_create(language_code="de")[0]
        Menu.objects.all().delete()
        self.menu = Menu.objects.create(title="Main")
        keys = [{}, api_key(self.world.group_a)[1], api_key(self.world.group_a, self.world.group_b)[1]]
        self.followers = [Follower(resource, key) for resource in PARTS for key in keys]

    @rule(crash=CRASHES, number=PICKS)
    def retype(self, crash: bool, number: int) -> None:
        """Put a page of another type into the place of an article, as an import may."""
        page = self.pick(number)
        if page is None or page.aliases.exists():
            return
        other = author_page(person())
        other.translation_key, other.slug = page.translation_key, page.slug
        parent = page.get_parent()
        with transaction.atomic():
            Page.objects.get(pk=page.pk).delete()
            self.do(lambda: Page.objects.get(pk=parent.pk).add_child(instance=other), crash)

    @rule(crash=CRASHES)
    def translate_menu(self, crash: bool) -> None:
        english = Locale.objects.get(language_code="en")
        self.menu.locale = english if self.menu.locale == self.german else self.german
        self.do(self.menu.save, crash)

    @rule(number=PICKS)
    def look(self, number: int) -> None:
        self.followers[number % len(self.followers)].look()

    def teardown(self) -> None:
        if hasattr(self, "followers"):
            call_command("reconcile_publications", verbosity=0)
            for follower in self.followers:
                follower.look()
            assert [one.address for one in self.followers if not one.is_right()] == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_whoever_follows_a_part_ends_with_what_its_list_shows() -> None:
    """After any sequence of deeds, crashes and looks: by type, by language, as a stranger and with keys."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Followers,
        settings=settings(max_examples=5, stateful_step_count=12, deadline=None, suppress_health_check=checks),
    )
