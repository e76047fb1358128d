from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cms.core import csl
from cms.core.forms import ReferenceForm
from cms.core.models import Reference
from cms.users.models import User
from tests.cms.content import reference

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "article-journal",
    "title": "Pressing matters",
    "authors": "Doe, Jane\nWorld Health Organization",
    "issued": "2006-03-25",
    "container": "BMJ",
    "doi": "https://doi.org/10.1234/x",
}


@pytest.mark.parametrize(
    "item, message",
    [
        ({"type": "book"}, "title"),
        ({"type": "book", "title": "A", "DOI": "nonsense"}, "DOI"),
        ({"type": "book", "title": "A", "PMID": "0"}, "PMID"),
        ({"type": "book", "title": "A", "ISBN": "978"}, "ISBN"),
    ],
)
def test_a_wrong_item_is_refused_by_every_door(item: dict[str, Any], message: str) -> None:
    """The model itself refuses an incomplete item and malformed identifiers."""
    with pytest.raises(ValidationError, match=message):
        Reference(csl=item).full_clean()


def test_the_address_comes_from_author_year_and_title() -> None:
    """A reference without a slug gets one that a person can read."""
    work = reference(title="Treatment of low back pain by acupressure", author=[{"family": "Hsieh"}])
    assert work.slug == "hsieh-treatment-of-low-back"


def test_a_doi_is_also_an_address() -> None:
    """Without an address of its own, a work is found through its DOI."""
    assert reference(DOI="10.1234/x").url == "https://doi.org/10.1234/x"
    assert reference(DOI="10.1234/x", URL="https://example.org/").url == "https://example.org/"
    assert reference().url == ""


def test_an_editor_types_plain_fields(client: Client) -> None:
    """The admin's form stores what was typed as a CSL-JSON item, normalised."""
    client.force_login(User.objects.create_superuser("editor"))
    client.post(reverse(Reference.snippet_viewset.get_url_name("add")), TYPED)
    work = Reference.objects.get()
    assert work.citation == "Doe J, World Health Organization. Pressing matters. BMJ. 2006. doi:10.1234/x"
    assert work.csl["issued"] == {"date-parts": [[2006, 3, 25]]}


def test_the_form_shows_what_is_stored(client: Client) -> None:
    """Opening a stored item shows its parts in the plain fields."""
    client.force_login(User.objects.create_superuser("editor"))
    work = reference(author=[{"family": "Doe", "given": "Jane"}], **{"container-title": "The Journal"})
    page = client.get(reverse(Reference.snippet_viewset.get_url_name("edit"), args=[work.pk])).content.decode()
    assert "Doe, Jane" in page
    assert "The Journal" in page


def test_a_wrong_identifier_is_refused_at_its_field(client: Client) -> None:
    """The editor reads beside the field what is wrong with a number."""
    client.force_login(User.objects.create_superuser("editor"))
    answer = client.post(reverse(Reference.snippet_viewset.get_url_name("add")), {**TYPED, "pmid": "PMID 1"})
    assert "Leave out “PMID:”" in answer.content.decode()
    assert not Reference.objects.exists()


def test_the_form_names_every_plain_field() -> None:
    """Panels and form agree on the fields."""
    assert {*csl.PLAIN, "authors", "issued"} == set(ReferenceForm.base_fields)
