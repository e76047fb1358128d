from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from cms.articles.models import ArticleIndexPage, ArticlePoint, ArticleStudy
from cms.conditions.models import Question
from cms.core.content_types import content_types
from cms.core.csl import Kind
from cms.core.models import Authorship, Citation, ContentPage, Organisation, Person, Reference
from cms.home.models import HowToStep
from cms.points.models import Meridian
from cms.publications.dates import dated
from cms.publications.documents import render
from tests.cms import content
from tests.cms.catalogue import wares
from tests.cms.conditions.factories import condition, hub
from tests.cms.home import content as site_pages
from tests.flows.publishing.world import gate, picture
from tests.schema_org import faults

pytestmark = pytest.mark.django_db
PAPER = {
    "type": "article-journal",
    "title": "Pressing",
    "author": [{"family": "Lee", "given": "Ann"}, {"literal": "The Group"}],
    "issued": {"date-parts": [[2006, 3]]},
    "container-title": "Journal",
    "volume": "332",
    "issue": "7543",
    "page": "696-700",
    "DOI": "10.1000/xyz",
    "PMID": "16488895",
}
OFFERED = {"price": "12.50", "currency": "EUR", "order_url": "https://shop.example.org/1", "is_advertising": True}


def described(owner: Any) -> list[dict[str, Any]]:
    """The markup of each of its documents, as it is stored."""
    documents = [dated(document.content, timezone.now()) for document in render(owner).documents]
    return [document["schema_org"] for document in documents]


def rich(page: ContentPage) -> Any:
    """The page with everything that all pages may have, and the authors it needs."""
    page.image, page.image_alt, page.funding_disclosure = picture(), "Teal", "Paid by nobody."
    page.authorships = [Authorship(person=content.person(credentials="MSc", role="Editor"))]
    page.citations = [Citation(reference=content.reference(**PAPER))]
    page.tags.add("Back pain")
    return page


def article() -> Any:
    page = rich(content.article(modality="acupressure"))
    page.related_points = [ArticlePoint(point=content.published(content.point()))]
    page.related_studies = [ArticleStudy(study=content.published(content.research_summary()))]
    page.hub = hub().page
    return content.published(page)


def book() -> Any:
    given = {"isbn": wares.POINT_LOCATIONS, "publisher": "WHO", "published_year": 2008, "edition": "1st"}
    page = wares.book(**given, **OFFERED, subtitle="A map", book_format="paperback", number_of_pages=250)
    return wares.on_sale(rich(page))


def product() -> Any:
    return wares.on_sale(rich(wares.product(**OFFERED, maker="Maker", article_number="1", availability="in_stock")))


def asked_about() -> Any:
    back = condition(name="Back pain", also_called="backache, lumbago")
    return hub(condition=back, questions=[Question(question="Is it common?", answer="<p>Yes.</p>")]).page


def guide() -> Any:
    step = HowToStep(title="Sit", text="<p>Lean <b>back</b>.</p>", image=picture(), image_alt="A chair")
    return site_pages.published(site_pages.how_to(step, minutes=10))


TYPES: dict[str, Callable[[], Any]] = {
    "home": content.home,
    "index": lambda: content.home().add_child(instance=ArticleIndexPage(title="All", summary="All of them.")),
    "article": article,
    "blog": lambda: content.published(content.blog_post()),
    "author": lambda: content.published(content.author_page(content.person())),
    "research": lambda: content.published(rich(content.research_summary(reference=content.reference(**PAPER)))),
    "point": lambda: content.published(rich(content.point())),
    "condition": asked_about,
    "region": lambda: hub().region,
    "pain type": lambda: hub().pain_type,
    "book": book,
    "product": product,
    "ranking": lambda: wares.on_sale(wares.best_sellers(book(), product())),
    "guide": guide,
    "standard": lambda: site_pages.published(site_pages.standard()),
    "history": lambda: site_pages.published(site_pages.history("1999")),
    "disclaimer": lambda: site_pages.published(site_pages.disclaimer()),
    "order": lambda: site_pages.published(site_pages.order()),
    "contact": lambda: site_pages.published(site_pages.contact()),
}


@pytest.mark.parametrize("name", TYPES)
def test_the_vocabulary_allows_what_pages_say(name: str) -> None:
    """Every type and member of a page's JSON-LD is schema.org's, belongs there and has a value that it may have."""
    (markup,) = described(TYPES[name]())
    assert markup["@context"] == "https://schema.org"
    assert faults(markup["@graph"]) == []


@pytest.mark.parametrize("model", content_types(), ids=lambda model: model.__name__)
def test_the_names_of_every_type_are_schema_orgs(model: type[ContentPage]) -> None:
    """What a type calls itself is a kind of web page, and what it is about is something."""
    things = [{"@type": model.schema_org_type}] if model.schema_org_type else []
    page = {"@type": [*model.schema_org_page], "lastReviewed": "2026-11-23", "mainEntity": things}
    assert faults([page]) == []


def famous() -> Person:
    clinic = Organisation.objects.create(name="Clinic")
    said = {"credentials": "MSc", "role": "Editor", "biography": "<p>Writes.</p>", "orcid": "0000-0002-1825-0097"}
    return content.person(**said, website="https://ann.example.org", organisation=clinic)


def cited(kind: str) -> Callable[[], Reference]:
    return lambda: content.reference(**PAPER | {"type": kind, "ISBN": "9789290612483", "publisher": "WHO"})


SNIPPETS: dict[str, Callable[[], Any]] = {
    "person": famous,
    **{kind: cited(kind) for kind in Kind.values},
    "meridian": lambda: Meridian.objects.create(code="BL", pinyin="Pang guang jing", description="<p>Runs down.</p>"),
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_vocabulary_allows_what_snippets_say(name: str) -> None:
    """People, cited works of every kind and meridians are described in schema.org's words too."""
    content.home()
    (markup,) = described(SNIPPETS[name]())
    assert faults(markup["@graph"]) == []


def test_a_teaser_says_that_there_is_more_for_members() -> None:
    """Where a page is closed, its teaser's markup is valid, names nothing of the page, and says what is closed."""
    secret = rich(content.article(title="Open title", summary="Secret", seo_title="Secret", teaser="Come in."))
    page = content.published(secret)
    gate(page, Group.objects.create(name="Members"))
    whole, teaser = described(page)
    (node,) = teaser["@graph"]
    assert faults(teaser["@graph"]) == faults(whole["@graph"]) == []
    assert (node["name"], node["description"], node["isAccessibleForFree"]) == ("Open title", "Come in.", False)
    assert node["hasPart"]["cssSelector"] == ".members-only"
    assert not {"author", "image", "reviewedBy", "keywords", "citation", "about"} & node.keys()


def test_a_page_names_who_checked_it_and_when() -> None:
    """The reviewer and the day of the review are told as such; the reviewer is no author."""
    (markup,) = described(content.published(rich(content.article(reviewed_on=date(2026, 11, 2)))))
    (node,) = markup["@graph"]
    assert (node["reviewedBy"]["name"], node["lastReviewed"]) == ("Rita Reviewer", "2026-11-02")
    assert node["author"][0]["name"] != "Rita Reviewer"
    assert node["citation"][0]["isPartOf"]["isPartOf"]["isPartOf"] == {"@type": "Periodical", "name": "Journal"}


def test_a_product_has_no_invented_rating() -> None:
    """A product tells its price and nothing that nobody has said."""
    (markup,) = described(product())
    thing = markup["@graph"][0]["mainEntity"]
    assert thing["offers"]["price"] == "12.50"
    assert not {"aggregateRating", "review"} & thing.keys()


def test_a_breadcrumb_leads_down_past_closed_pages() -> None:
    """The pages above stand in the breadcrumb from the top; one that the reader may not see is left out."""
    top = content.home()
    shelf = top.add_child(instance=ArticleIndexPage(title="Shelf", summary="All of them."))
    page = content.published(content.article(title="Book end"), shelf)
    (markup,) = described(page)
    steps = [step["name"] for step in markup["@graph"][0]["breadcrumb"]["itemListElement"]]
    assert steps == ["Shelf", "Book end"]
    shelf.live = False
    shelf.save()
    (markup,) = described(page)
    assert "breadcrumb" not in markup["@graph"][0]
