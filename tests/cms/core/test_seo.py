from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.images import get_image_model

from cms.core.seo import SEO
from cms.publications.dates import dated
from cms.publications.documents import render
from cms.publications.reconcile import reconcile
from cms.publications.subjects import Subject
from tests.cms.catalogue.wares import book, on_sale
from tests.cms.content import article, home, published
from tests.cms.rendering import assert_fits
from tests.flows.publishing.world import gate, picture

pytestmark = pytest.mark.django_db
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" viewBox="0 0 40 30"/>'


def told(page: Any) -> list[dict[str, Any]]:
    """What search engines are told of each of its documents, as it is stored."""
    found = [dated(document.content, timezone.now())["seo"] for document in render(page).documents]
    for seo in found:
        assert_fits(seo, SEO)
    return found


def drawing() -> Any:
    return get_image_model().objects.create(
        title="Map", file=ContentFile(DRAWING, name="map.svg"), width=40, height=30, file_size=len(DRAWING)
    )


def test_the_editors_own_words_go_first() -> None:
    """What was written for search engines stands in all three places instead of title and summary."""
    (seo,) = told(published(article(seo_title="Own title", search_description="Own words.")))
    for place in (seo, seo["open_graph"], seo["twitter"]):
        assert (place["title"], place["description"]) == ("Own title", "Own words.")


def test_title_and_summary_stand_in() -> None:
    """Nobody has to write anything for search engines."""
    (seo,) = told(published(article(title="A title", summary="A summary.")))
    assert (seo["title"], seo["description"], seo["robots"]) == ("A title", "A summary.", "index, follow")
    assert seo["canonical"] == seo["open_graph"]["url"]
    assert seo["open_graph"]["modified_time"] >= seo["open_graph"]["published_time"]


@pytest.mark.parametrize("make, kind", [(article, "article"), (book, "book")], ids=["article", "book"])
def test_networks_are_told_what_it_is(make: Any, kind: str) -> None:
    """A type says what its pages are in Open Graph's words; all others are websites."""
    page = on_sale(make()) if make is book else published(make())
    assert told(page)[0]["open_graph"]["type"] == kind
    assert told(page.get_parent().specific)[0]["open_graph"]["type"] == "website"


def test_a_picture_has_its_size_and_its_words() -> None:
    """Networks get a copy in a plain format, with the size of that copy."""
    (seo,) = told(published(article(image=picture(), image_alt="Teal")))
    image = seo["open_graph"]["image"]
    assert (image["type"], image["width"], image["height"], image["alt"]) == ("image/png", 40, 30, "Teal")
    assert seo["twitter"]["card"] == "summary_large_image"
    assert (seo["twitter"]["image"], seo["twitter"]["image_alt"]) == (image["url"], "Teal")


def test_a_drawing_is_no_picture_for_networks() -> None:
    """Networks take no drawings; the card is the small one."""
    (seo,) = told(published(article(image=drawing(), image_alt="A map")))
    assert seo["open_graph"]["image"] is None
    assert (seo["twitter"]["card"], seo["twitter"]["image"]) == ("summary", None)


def test_a_page_is_kept_out_of_search_engines(client: Client) -> None:
    """Where editors wish so, engines are asked not to list it and the sitemap does not name it."""
    pages = [published(article(hidden_from_search=hidden)) for hidden in (False, True)]
    for page in pages:
        reconcile(Subject("page", str(page.pk)))
    assert [told(page)[0]["robots"] for page in pages] == ["index, follow", "noindex"]
    named = {line["url"] for line in client.get("/api/v1/sitemap/").json()["items"]}
    assert named & {told(page)[0]["canonical"] for page in pages} == {told(pages[0])[0]["canonical"]}


def test_a_teaser_tells_what_it_says_and_no_more() -> None:
    """Of a page for members, engines learn title and teaser; what members read is not for them."""
    secret = {"seo_title": "Secret", "search_description": "Secret", "summary": "Secret", "image_alt": "Secret"}
    page = published(article(title="Open", teaser="Come in.", image=picture(), **secret))
    gate(page, Group.objects.create(name="Members"))
    whole, teaser = told(page)
    assert (whole["robots"], teaser["robots"]) == ("noindex", "index, follow")
    assert (teaser["title"], teaser["description"], teaser["open_graph"]["image"]) == ("Open", "Come in.", None)
    assert "Secret" not in str(teaser)


def test_a_page_in_several_places_has_one_address_for_engines() -> None:
    """An alias leads engines to the page that it repeats."""
    page = published(article())
    alias = CreatePageAliasAction(page, parent=home_of(page), update_slug="again", user=None).execute()
    (seo,) = told(alias)
    assert seo["canonical"] == told(page)[0]["canonical"] != seo["open_graph"]["url"]


def home_of(page: Any) -> Any:
    return page.get_parent().get_parent() or home()
