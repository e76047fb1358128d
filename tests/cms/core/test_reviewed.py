"""Pages about health go live only as somebody has reviewed them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import APIToken, Locale

from cms.articles.models import ArticlePage, ArticlePoint
from cms.core.api_fields import present
from cms.core.content_types import content_types
from cms.core.models import Authorship, Citation, ReviewedPage, ReviewPolicy
from cms.core.models.reviewed import REVIEW
from cms.research.models import Outcome
from cms.users.models import User
from tests.cms.conditions.factories import RED_FLAGS
from tests.cms.content import article, person, point, published, reference, research_summary
from tests.cms.home.content import how_to
from tests.cms.home.content import published as placed
from tests.cms.rendering import PlainRendering

pytestmark = pytest.mark.django_db

CHANGED = "The text has changed since it was reviewed on 2 November 2026"


def again(page: Any, **changes: Any) -> Any:
    """Publish a page with changes."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize("make", [article, point, research_summary])
@pytest.mark.parametrize("missing", ["medical_reviewer", "reviewed_on", "next_review_on"])
def test_a_health_page_is_reviewed(make: Any, missing: str) -> None:
    """Without reviewer, day or next day a page about health is refused, at the field."""
    with pytest.raises(ValidationError) as refusal:
        published(make(**{missing: None}))
    assert missing in refusal.value.message_dict


def test_every_page_with_red_flags_is_reviewed() -> None:
    """Hubs, regions, pain types and guides are pages about health."""
    reviewed = {model.__name__ for model in content_types() if issubclass(model, ReviewedPage)}
    assert reviewed >= {"ConditionPage", "RegionPage", "PainTypePage", "HowToPage"}
    assert all(issubclass(model, ReviewedPage) for model in content_types() if hasattr(model, "red_flags"))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"summary": "In other words."},
        {"disclaimer": "Ask a doctor."},
        {"body": [("paragraph", "<p>At lenght.</p>")]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_text_needs_another_review(change: dict[str, Any]) -> None:
    """What was signed off goes live with no other text, be it a single letter."""
    page = published(article())
    with pytest.raises(ValidationError) as refusal:
        again(page, **change)
    assert refusal.value.message_dict["reviewed_on"][0].startswith(CHANGED)


def test_rows_are_text_too() -> None:
    """A point, a cited work or a number of a study that is added was not reviewed."""
    text, study = published(article()), published(research_summary())
    with pytest.raises(ValidationError, match=CHANGED):
        again(text, related_points=[ArticlePoint(point=published(point()))])
    with pytest.raises(ValidationError, match=CHANGED):
        again(ArticlePage.objects.get(pk=text.pk), citations=[Citation(reference=reference())])
    with pytest.raises(ValidationError, match=CHANGED):
        again(study, outcomes=[Outcome(measure="Pain", direction="unclear")])


def test_what_has_no_medical_meaning_is_free() -> None:
    """Address, search words, posts, tags, authors and picture change without a review."""
    page = published(article())
    page.tags.add("back")
    free = {"slug": "there", "seo_title": "Here", "search_description": "It.", "teaser": "Come in."}
    page = again(page, **free, what_changed="The address.", authorships=[Authorship(person=person())])
    assert (page.slug, page.teaser, page.review_stands) == ("there", "Come in.", True)


def test_the_teaser_of_red_flags_is_reviewed() -> None:
    """Where strangers read red flags, what else they read was reviewed with them."""
    page = placed(how_to())
    with pytest.raises(ValidationError, match=CHANGED):
        again(page, teaser="Nothing to fear.")
    assert [child.block_type for child in page.red_flags] == [RED_FLAGS[0][0]]


def test_a_review_survives_storage() -> None:
    """What reads the same is the same, from a program, a form or the database."""
    page = research_summary(age_mean=Decimal(40), limitations="<p>Small.</p>", conclusion="Un-\nclear.")
    page.outcomes = [Outcome(measure="Pain", effect=Decimal("1.5"), direction="unclear", denominator=4, numerator=1)]
    page = published(page)
    assert page.review_stands
    page.limitations, page.conclusion = '<p data-block-key="a1b2c">Small.</p>', "Un-\r\nclear. "
    assert page.review_stands
    assert again(page).review_stands


def test_a_sign_off_renews_a_review() -> None:
    """A program that has the text reviewed again says so."""
    page = published(article())
    page.summary, page.reviewed_on = "In other words.", date(2026, 11, 20)
    page.sign_off()
    assert again(page).summary == "In other words."


def test_a_draft_that_nobody_judged_was_reviewed_as_it_is() -> None:
    """What an import saves unseen is not signed off with the next text."""
    page = published(article())
    page.reviewed_text = ""
    page.save_revision(clean=False)
    draft = page.get_latest_revision_as_object()
    with pytest.raises(ValidationError, match=CHANGED):
        again(draft, summary="In other words.")


def test_a_translation_is_reviewed_by_itself() -> None:
    """A translated text is another text."""
    german = Locale.objects.get_or_create(language_code="de")[0]
    page = published(article()).copy_for_translation(german, copy_parents=True)
    with pytest.raises(ValidationError, match=CHANGED):
        again(page, summary="In Kürze.")


def test_wagtails_write_api_is_refused(client: Client) -> None:
    """A program that changes one field over Wagtail's own API is told at the top what is wrong with the others."""
    page = published(article())
    _token, plain = APIToken.create_token(user=User.objects.create_superuser("writer"), name="writer")
    body, headers = {"meta": {"action": "publish"}, "title": "Another"}, {"authorization": f"Bearer {plain}"}
    with override_settings(ROOT_URLCONF="tests.flows.publishing.urls"):
        answer = client.patch(f"/api/v3/pages/{page.pk}/", body, content_type="application/json", headers=headers)
    assert (answer.status_code, CHANGED in answer.content.decode()) == (422, True)
    assert live(page).title == page.title


def by_its_author(**given: Any) -> ArticlePage:
    ann = person(name="Ann")
    page = article(medical_reviewer=ann, **given)
    page.authorships = [Authorship(person=ann)]
    return page


def test_one_person_alone_gives_a_reason() -> None:
    """Where the site allows it, an author reviews their own page, with a reason; readers are told."""
    ReviewPolicy.objects.create(solo=True)
    with pytest.raises(ValidationError, match="nobody but an author"):
        published(by_its_author())
    page = published(by_its_author(self_review_reason="I work alone."))
    assert present(page, [REVIEW], PlainRendering()) == {"review": "self"}
    assert present(published(article()), [REVIEW], PlainRendering()) == {"review": "independent"}


def test_alone_is_not_the_rule() -> None:
    """Unless the site allows it, no reason lets an author review."""
    with pytest.raises(ValidationError, match="Ann is an author of this page"):
        published(by_its_author(self_review_reason="I work alone."))


class Form:
    """The edit form of a point in a browser window: it keeps what it showed until it is opened again."""

    def __init__(self, client: Client, page: Any) -> None:
        self.client, self.address = client, reverse("wagtailadmin_pages:edit", args=[page.pk])
        self.show(client.get(self.address))

    def show(self, answer: Any) -> None:
        """See the page as it stands, or the form that came back with a refusal."""
        self.html, form = answer.content.decode(), answer.context["form"]
        self.values = {
            name: shown for name in form.fields if (shown := self.shown(form[name])) not in (None, False, "")
        }
        for rows in form.formsets:
            self.values |= {f"{rows}-{key}_FORMS": "0" for key in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}

    @staticmethod
    def shown(field: Any) -> Any:
        value = field.value()
        return None if value is None else field.field.widget.format_value(value)

    def send(self, publish: bool = False, **changes: Any) -> None:
        """Save a draft, or publish; after a refusal the form that came back is the one that is open."""
        self.values |= changes
        answer = self.client.post(self.address, self.values | ({"action-publish": "1"} if publish else {}))
        if answer.status_code == 200:
            self.show(answer)


@pytest.fixture
def page() -> Any:
    return published(point())


@pytest.fixture
def form(client: Client, page: Any) -> Form:
    client.force_login(User.objects.create_superuser("editor"))
    return Form(client, page)


def live(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def test_the_form_publishes_what_is_free(form: Form, page: Any) -> None:
    """Opening the form and changing the teaser keeps the review."""
    form.send(publish=True, teaser="Come in.")
    assert (live(page).teaser, live(page).reviewed_on) == ("Come in.", date(2026, 11, 2))


def test_the_form_asks_for_a_new_review(form: Form, page: Any) -> None:
    """A changed text comes back with the reason and empty days; with a day, be it the same, it goes live."""
    form.send(publish=True, summary="In other words.")
    assert CHANGED in form.html
    assert live(page).summary == "In short."
    assert not {"reviewed_on", "next_review_on", "shown_review"} & set(form.values)
    form.send(publish=True, reviewed_on="2026-11-02", next_review_on="2027-11-02")
    assert (live(page).summary, live(page).review_stands) == ("In other words.", True)


def test_a_draft_is_saved_and_asks_when_it_is_opened(form: Form, page: Any, client: Client) -> None:
    """A changed text may be saved as a draft; who opens it reads that it was not reviewed, and finds no days."""
    form.send(summary="In other words.")
    opened = Form(client, page)
    assert CHANGED in opened.html
    assert not {"reviewed_on", "next_review_on"} & set(opened.values)
    opened.send(publish=True, reviewed_on="2026-11-20", next_review_on="2027-11-20")
    assert live(page).reviewed_on == date(2026, 11, 20)


def test_saving_by_itself_signs_nothing(form: Form, page: Any) -> None:
    """A window that saves drafts by itself keeps sending the old day: that is no new review."""
    form.send(summary="In other words.")
    form.send(summary="In still other words.")
    form.send(publish=True)
    assert CHANGED in form.html
    assert live(page).summary == "In short."


def test_a_new_day_signs_what_is_saved_with_it(form: Form, page: Any) -> None:
    """A day given before the last word was typed holds for the text that is published."""
    form.send(reviewed_on="2026-11-20", summary="In other")
    form.send(publish=True, summary="In other words.")
    assert (live(page).summary, live(page).reviewed_on) == ("In other words.", date(2026, 11, 20))


def test_another_reviewer_signs_too(form: Form, page: Any) -> None:
    """Naming somebody else as reviewer is a sign-off of the text as it is."""
    form.send(publish=True, summary="In other words.", medical_reviewer=str(person().pk))
    assert live(page).summary == "In other words."
