"""What editors may say of a site."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.core.api_fields import object_schema, present
from cms.core.models import SiteDetails
from cms.core.models.sites import DIALLED, SocialProfile
from tests.cms.rendering import PlainRendering, assert_fits

pytestmark = pytest.mark.django_db


def test_a_site_of_which_nothing_was_said_still_has_details() -> None:
    """Without a row the fields are null, the lists empty, and the title is what Wagtail calls the site."""
    details = SiteDetails.of(Site.objects.get())
    value = present(details, SiteDetails.api_fields, PlainRendering())
    assert_fits(value, object_schema(SiteDetails.api_fields))
    assert (details.title, details.pk) == ("localhost", None)
    assert (value["organisation"], value["logo"], value["emergency_numbers"]) == (None, None, [])


def test_an_editor_gives_numbers_and_profiles_in_one_form(admin_client: Client) -> None:
    """The form under Settings keeps what was filled in, in the order of the rows."""
    site = Site.objects.get()
    numbers = [{"locale": Locale.get_default().pk, "label": label, "number": "112"} for label in ("One", "Two")]
    profiles = [{"network": "x", "url": "https://x.example.org/us"}]
    form = {
        "organisation": "Example clinic",
        "emergency_numbers": inline_formset(numbers),
        "social_profiles": inline_formset(profiles),
    }
    address = reverse("wagtailsettings:edit", args=("core", "sitedetails", site.pk))
    assert admin_client.post(address, nested_form_data(form)).status_code == 302
    details = SiteDetails.of(site)
    assert [number.label for number in details.emergency_numbers.all()] == ["One", "Two"]
    assert (details.organisation, details.social_profiles.get().link_text) == ("Example clinic", "X")


@pytest.mark.parametrize("number", ["112", "+49 30 123-456", "(020) 7946 0000", "*123#"])
def test_a_number_is_what_can_be_dialled(number: str) -> None:
    """Digits, with the signs that people write between them."""
    DIALLED(number)


@pytest.mark.parametrize("number", ["", "ask a doctor", "112 (day)", "1-800-DOCTOR", "112\n"])
def test_words_are_no_number(number: str) -> None:
    """What a telephone cannot dial is refused."""
    with pytest.raises(ValidationError, match="as it is dialled"):
        DIALLED(number)


def test_a_profile_has_a_text_for_its_link() -> None:
    """Its own, or the name of the network."""
    assert SocialProfile(network="mastodon").link_text == "Mastodon"
    assert SocialProfile(network="other", label="Our forum").link_text == "Our forum"
