"""How a second person lets a sentence stand."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.core.claim_decisions import WaitingClaim, accept_claim, waiting, waiting_on
from cms.core.models import ClaimAcceptance
from cms.users.models import User
from tests.cms.content import article, published

pytestmark = pytest.mark.django_db

CLAIM = "Acupressure cures back pain."


@pytest.fixture
def writer() -> User:
    return User.objects.create_superuser("writer")


@pytest.fixture
def second() -> User:
    return User.objects.create_superuser("second", first_name="Bo", last_name="Lund")


def draft_by(writer: User, **given: Any) -> Any:
    """A page that was live, with a newer draft that claims too much."""
    page = published(article())
    for name, value in {"summary": CLAIM, **given}.items():
        setattr(page, name, value)
    page.sign_off()
    page.save_revision(user=writer, clean=False)
    return page


def only_claim(page: Any) -> WaitingClaim:
    [claim] = waiting_on(page)
    return claim


def publish_newest(page: Any) -> None:
    page.specific_class.objects.get(pk=page.pk).get_latest_revision().publish()


def test_an_accepted_sentence_is_published(writer: User, second: User) -> None:
    """After a second person has accepted it, the draft goes live as it is, wherever the sentence stands in it."""
    page = draft_by(writer, teaser=CLAIM)
    accept_claim(only_claim(page), second, "Quoted from an advertisement of 1910.")
    publish_newest(page)
    page.refresh_from_db()
    assert page.summary == CLAIM
    assert list(waiting_on(page)) == []


def test_the_writer_cannot_accept(writer: User) -> None:
    """Who wrote the draft decides nothing about it."""
    page = draft_by(writer)
    with pytest.raises(PermissionDenied, match="second person"):
        accept_claim(only_claim(page), writer, "I know it.")
    assert not ClaimAcceptance.objects.exists()


def test_who_may_not_publish_cannot_accept(writer: User) -> None:
    """Letting a claim stand takes the right to publish the page."""
    page = draft_by(writer)
    with pytest.raises(PermissionDenied, match="may publish"):
        accept_claim(only_claim(page), User.objects.create_user("visitor"), "Why not.")


@pytest.mark.parametrize("changed", ["Acupressure cures all back pain.", "Acupressure cures back pain! Always."])
def test_another_sentence_is_another_claim(writer: User, second: User, changed: str) -> None:
    """Acceptance ends where the wording changes."""
    page = draft_by(writer)
    accept_claim(only_claim(page), second, "A quotation.")
    page.summary = changed
    page.save_revision(user=writer, clean=False)
    with pytest.raises(ValidationError, match="cure"):
        publish_newest(page)


def test_another_page_is_another_claim(writer: User, second: User) -> None:
    """What was accepted for one page says nothing about another."""
    accept_claim(only_claim(draft_by(writer)), second, "A quotation.")
    with pytest.raises(ValidationError, match="cure"):
        publish_newest(draft_by(writer))


def test_an_acceptance_says_who_and_when_and_stays(writer: User, second: User) -> None:
    """The row names person, time, rule, sentence and reason, is not changed, and outlives the account."""
    accept_claim(only_claim(draft_by(writer)), second, "A quotation.")
    second.delete()
    row = ClaimAcceptance.objects.get()
    assert (row.rule, row.sentence, row.reason, row.accepted_by_name) == ("cure", CLAIM, "A quotation.", "Bo Lund")
    assert row.accepted_at is not None
    with pytest.raises(TypeError, match="not changed"):
        row.save()


def test_the_report_lists_what_its_reader_may_decide(writer: User) -> None:
    """Each sentence stands once, with its page, for people who may publish that page."""
    page = draft_by(writer, disclaimer=f"{CLAIM} It is 100 % safe.")
    found = [(one.page.pk, one.claim.rule.name) for one in waiting(writer)]
    assert sorted(found) == [(page.pk, "100 %"), (page.pk, "cure")]
    assert list(waiting(User.objects.create_user("visitor"))) == []


def test_a_second_person_decides_in_the_admin(client: Client, writer: User, second: User) -> None:
    """From the report to the decision; the reason stands in the page's history."""
    page = draft_by(writer)
    client.force_login(second)
    assert CLAIM in client.get(reverse("claims_to_decide")).content.decode()
    address = only_claim(page).decide_url
    assert "Source of the rule" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 200
    answer = client.post(address, {"reason": "A quotation."}, follow=True)
    assert "may stand" in answer.content.decode()
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Claim accepted (cure)" in history
    assert "Reason: A quotation." in history
    assert PageLogEntry.objects.filter(action="core.accept_claim", user=second).count() == 1


def test_the_page_of_a_decision_says_where_it_stands(client: Client, writer: User, second: User) -> None:
    """Its breadcrumb leads from the admin's first page by the report to the decision."""
    address = only_claim(draft_by(writer)).decide_url
    client.force_login(second)
    trail = client.get(address).context["breadcrumbs_items"]
    assert [item["label"] for item in trail] == ["Home", "Claims to decide", "Accept a sentence"]
    assert [item["url"] for item in trail] == [reverse("wagtailadmin_home"), reverse("claims_to_decide"), ""]


def test_the_admin_refuses_the_writer_and_tells_why(client: Client, writer: User) -> None:
    """The writer sees the report, and is told that a second person decides."""
    page = draft_by(writer)
    client.force_login(writer)
    answer = client.post(only_claim(page).decide_url, {"reason": "I know it."}, follow=True)
    assert "A second person decides" in answer.content.decode()


def test_a_claim_that_is_gone_is_not_decided(client: Client, writer: User, second: User) -> None:
    """An old address leads back to the report, with the reason."""
    page = draft_by(writer)
    address = only_claim(page).decide_url
    page.summary = "In short."
    page.save_revision(user=writer, clean=False)
    client.force_login(second)
    assert "no longer stands" in client.post(address, {"reason": "A quotation."}, follow=True).content.decode()
    assert not ClaimAcceptance.objects.exists()
