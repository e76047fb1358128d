"""The address of what a site says of itself."""

from typing import Any

from django.core.management import call_command
from django.test import Client
from wagtail.models import Site

from cms.core.models import SiteDetails
from cms.core.models.sites import EmergencyNumber, SocialProfile
from cms.publications.cache_keys import path_key
from cms.publications.models import Change
from tests.cms.api.factories import api_key, group
from tests.cms.api.test_openapi import valid

ADDRESS = "/api/v1/site/"


def settle() -> None:
    """What the end of a transaction does: look at everything that was marked."""
    call_command("reconcile_publications", verbosity=0)


def described(**given: Any) -> SiteDetails:
    return SiteDetails.objects.create(site=Site.objects.get(is_default_site=True), **given)


def test_a_site_says_what_editors_gave_it(client: Client) -> None:
    """Who stands behind it, numbers by language and profiles are in the answer, which keeps to its schema."""
    details = described(organisation="Example clinic")
    EmergencyNumber.objects.create(details=details, label="Emergency", number="112", hours="day and night")
    SocialProfile.objects.create(details=details, network="x", url="https://x.example.org/us")
    settle()
    answer = client.get(ADDRESS).json()
    valid(answer, {"$ref": "#/components/schemas/SiteDocument"})
    number = {"locale": "en", "label": "Emergency", "number": "112", "hours": "day and night", "note": None}
    assert (answer["organisation"], answer["emergency_numbers"]) == ("Example clinic", [number])
    assert [profile["label"] for profile in answer["social_profiles"]] == ["X"]


def test_a_setting_that_changes_is_told(client: Client) -> None:
    """Saving a setting changes the ETag and appends a change; saving it again unchanged does neither."""
    details = described()
    settle()
    before = client.get(ADDRESS)["ETag"]
    details.description = "For calm backs."
    details.save()
    settle()
    after, told = client.get(ADDRESS), Change.objects.filter(kind="site").count()
    assert (after["ETag"] != before, after.json()["description"]) == (True, "For calm backs.")
    details.save()
    settle()
    assert (client.get(ADDRESS)["ETag"], Change.objects.filter(kind="site").count()) == (after["ETag"], told)


def test_each_site_speaks_for_itself(client: Client) -> None:
    """The site that is named is the one that answers; one that nobody knows is refused."""
    described(organisation="Here")
    other = Site.objects.create(hostname="other.example.org", root_page=Site.objects.get().root_page)
    SiteDetails.objects.create(site=other, organisation="There")
    settle()
    assert client.get(ADDRESS).json()["organisation"] == "Here"
    assert client.get(f"{ADDRESS}?site=other.example.org").json()["organisation"] == "There"
    assert client.get(f"{ADDRESS}?site=nobody.example.org").status_code == 400


def test_no_site_is_a_problem(client: Client) -> None:
    """Before anything is published there is nothing to say."""
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_site_is_kept_by_caches_and_known_by_its_keys(client: Client) -> None:
    """A stranger's answer may be kept and dropped by its key; what is held is not sent again; a member's is private."""
    described()
    settle()
    answer = client.get(ADDRESS)
    assert answer["Cache-Control"].startswith("public")
    shown = answer.json()
    assert answer["Surrogate-Key"] == f"doc-{shown['id']} {path_key(shown['path'])} type-site"
    assert client.get(ADDRESS, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get(ADDRESS, headers=api_key(group())[1])["Cache-Control"] == "private, no-store"
