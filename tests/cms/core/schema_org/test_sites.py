from typing import Any

import pytest
from wagtail.models import Site

from cms.core.models import SiteDetails
from cms.core.models.sites import SocialProfile
from cms.publications.documents import render
from tests.cms.content import article, home, published
from tests.flows.publishing.world import picture
from tests.schema_org import faults

pytestmark = pytest.mark.django_db


def site_markup(**given: Any) -> dict[str, dict[str, Any]]:
    """What the default site says of itself, by the end of its nodes' addresses."""
    home()
    details = SiteDetails.objects.create(site=Site.objects.get(is_default_site=True), **given)
    SocialProfile.objects.create(details=details, network="x", url="https://x.example.org/us")
    (document,) = render(details.site).documents
    graph = document.content["schema_org"]["@graph"]
    assert faults(graph) == []
    return {node["@id"].partition("#")[2]: node for node in graph}


def test_a_site_says_who_stands_behind_it() -> None:
    """The organisation is the publisher; logo, mail and profiles are its own."""
    said = site_markup(organisation="Clinic", contact_email="us@example.org", logo=picture(), postal_address="Here\n1")
    publisher = said["publisher"]
    assert said["website"]["publisher"] == {"@id": publisher["@id"]}
    assert (publisher["name"], publisher["email"], publisher["address"]) == ("Clinic", "us@example.org", "Here 1")
    assert publisher["sameAs"] == ["https://x.example.org/us"]


def test_a_publisher_of_another_name_answers_for_the_content() -> None:
    """Where somebody else answers for the content, both are told, each as what it is."""
    said = site_markup(organisation="Clinic", publisher="Publishing house")
    assert said["publisher"]["name"] == "Publishing house"
    assert said["website"]["sourceOrganization"]["name"] == "Clinic"


def test_pages_refer_to_the_nodes_of_their_site() -> None:
    """Where a page names site and publisher, the site's document has a node of that address."""
    addresses = {node["@id"] for node in site_markup(organisation="Clinic").values()}
    (page,) = render(published(article())).documents[0].content["schema_org"]["@graph"]
    assert {page["isPartOf"]["@id"], page["publisher"]["@id"]} == addresses


def test_a_site_without_details_has_a_publisher_all_the_same() -> None:
    """The name of the site stands for whoever has not said more."""
    home()
    (document,) = render(Site.objects.get(is_default_site=True)).documents
    graph = document.content["schema_org"]["@graph"]
    assert faults(graph) == []
    assert {node["name"] for node in graph} == {"localhost"}
