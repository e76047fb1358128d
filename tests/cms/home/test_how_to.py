import json
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from cms.core.api_fields import object_schema, present
from cms.home.models import HowToPage, HowToStep
from cms.publications.models import Document
from cms.publications.reconcile import reconcile_pending
from cms.users.models import User
from tests.cms.content import home
from tests.cms.home.content import how_to, published
from tests.cms.plain import plain
from tests.cms.rendering import PlainRendering, assert_fits
from tests.flows.publishing.world import picture

pytestmark = pytest.mark.django_db


def steps(*titles: str) -> list[HowToStep]:
    return [HowToStep(title=title, text="<p>Slowly.</p>") for title in titles]


def test_a_guide_fits_its_schema() -> None:
    """A minimal guide presents itself as its schema says."""
    value = present(published(how_to()), HowToPage.api_fields, PlainRendering())
    assert_fits(value, object_schema(HowToPage.api_fields))


def test_steps_stand_in_the_order_of_doing(client: Client) -> None:
    """The steps keep the editor's order, in the JSON and on the plain page, and the red flags come before them."""
    page = published(how_to(*steps("Wash", "Sit", "Press"), minutes=10))
    rows = present(page, HowToPage.api_fields, PlainRendering())["steps"]
    assert [row["title"] for row in rows] == ["Wash", "Sit", "Press"]
    html = plain(client, page).content.decode()
    places = [html.index(f"<h2>{title}</h2>") for title in ("Wash", "Sit", "Press")]
    assert [html.index("with numbness"), *places] == sorted([html.index("with numbness"), *places])
    assert "Minutes needed" in html


@pytest.mark.parametrize("missing", ["red_flags", "steps"])
def test_a_guide_has_red_flags_and_steps(missing: str) -> None:
    """A guide that says nothing of danger, or nothing to do, cannot go live."""
    page = how_to()
    setattr(page, missing, [])
    with pytest.raises(ValidationError, match="more than self-care" if missing == "red_flags" else "at least one step"):
        published(page)


def test_the_picture_of_a_step_is_described(settings: Settings, tmp_path: Path) -> None:
    """The step whose picture has no description is named by its place."""
    settings.MEDIA_ROOT = tmp_path
    page = how_to(*steps("Wash", "Sit"))
    page.steps = [*steps("Wash"), HowToStep(title="Sit", text="<p>Here.</p>", image=picture("A chair"))]
    with pytest.raises(ValidationError, match="picture of step 2"):
        published(page)


def test_the_red_flags_of_a_gated_guide_are_public() -> None:
    """Strangers get the red flags of a guide for members, and none of its steps."""
    page = published(how_to(*steps("Secret step"), teaser="For members."))
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Members"))
    reconcile_pending()
    document = Document.objects.get(object_id=str(page.pk), kind="page", audience="public")
    teaser = json.loads(bytes(document.body))
    assert (teaser["access"], teaser["red_flags"][0]["value"]["heading"]) == ("teaser", "with numbness")
    assert "Secret step" not in json.dumps(teaser)


def test_editors_get_a_form(client: Client) -> None:
    """The form for a new guide opens below the home page."""
    client.force_login(User.objects.create_superuser("editor"))
    assert client.get(reverse("wagtailadmin_pages:add", args=["home", "howtopage", home().pk])).status_code == 200
