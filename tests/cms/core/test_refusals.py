"""Every door through which a page could go live, with a draft that lacks something: it stays shut, and says why."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from cms.core.refusals import in_words, tell
from cms.home.models import StandardPage
from cms.users.models import User
from tests.cms.content import article, published

pytestmark = pytest.mark.django_db

CLAIM = "Acupressure cures back pain."
WHY = "Plain summary: Claim rule “cure”"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("editor"))
    return client


def unready() -> Any:
    """A page that was live, with a newer draft that claims too much."""
    page = published(article())
    page.unpublish()
    page.summary = CLAIM
    page.save_revision(clean=False)
    return page


def live(page: Any) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


def said(editor: Client, answer: Any) -> str:
    """What the person reads on the page that the answer leads to."""
    return str(editor.get(answer.url).content.decode())


def bulk(editor: Client, *pages: Any, below: bool = False) -> Any:
    ids = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return editor.post(f"{address}?{ids}&next=/admin/pages/", {"include_descendants": "on"} if below else {})


def test_publishing_many_is_all_or_nothing(editor: Client) -> None:
    """One unready page keeps the others from going live; each that is not ready is named with what is wrong."""
    ready = published(article())
    ready.unpublish()
    first, second = unready(), unready()
    words = said(editor, bulk(editor, ready, first, second))
    assert not any(live(page) for page in (ready, first, second))
    assert all(f'/admin/pages/{page.pk}/edit/">{page.title}</a>' in words for page in (first, second))
    assert ready.title not in words.split("Nothing was published.")[1].split("</ul>")[0]


def test_publishing_many_asks_those_below_too(editor: Client) -> None:
    """Pages below that would go along are judged as well."""
    page = unready()
    parent = page.get_parent()
    parent.unpublish()
    assert WHY in said(editor, bulk(editor, parent, below=True))
    assert not live(parent)
    bulk(editor, parent)
    assert live(parent)


def test_publishing_many_that_are_ready(editor: Client) -> None:
    """Pages that lack nothing go live together."""
    pages = [published(article()) for _ in "ab"]
    for page in pages:
        page.unpublish()
    assert "2 pages have been published" in said(editor, bulk(editor, *pages))
    assert all(live(page) for page in pages)


def approve(editor: Client, page: Any, **headers: str) -> Any:
    """Submit the draft to a moderator, and approve it as one."""
    workflow = Workflow.objects.create(name="Second look")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=page.get_parent())
    workflow.start(page, User.objects.get(username="editor"))
    arguments = [page.pk, "approve", page.current_workflow_task_state.pk]
    address = reverse("wagtailadmin_pages:workflow_action", args=arguments)
    return editor.post(address, {"comment": ""}, headers={"referer": "http://testserver/admin/pages/", **headers})


def test_approval_is_refused(editor: Client) -> None:
    """A moderator's approval publishes nothing that a rule stops, and leaves the task open."""
    page = unready()
    answer = approve(editor, page)
    assert (answer.status_code, answer.url) == (302, "http://testserver/admin/pages/")
    assert "Nothing was changed. Summary: " in said(editor, answer)
    assert not live(page)
    assert Page.objects.get(pk=page.pk).workflow_in_progress


def test_a_dialog_is_told_where_to_go(editor: Client) -> None:
    """Wagtail's dialog gets the JSON that it understands, and leads to the page with the message."""
    answer = approve(editor, unready(), **{"x-requested-with": "XMLHttpRequest", "referer": "https://else.example.org"})
    assert answer.json() == {"step": "success", "redirect": "/admin/"}


def test_a_copy_is_judged(editor: Client) -> None:
    """A copy that is to go live at once is refused like any page."""
    page = published(article())
    Page.objects.filter(pk=page.pk).update(live=True)
    type(page).objects.filter(pk=page.pk).update(summary=CLAIM)
    form = {"new_title": "Again", "new_slug": "again", "new_parent_page": page.get_parent().pk}
    answer = editor.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {**form, "publish_copies": "on"})
    assert "Nothing was changed." in said(editor, answer)
    assert not Page.objects.filter(slug="again").exists()


def test_a_program_is_refused() -> None:
    """Publishing the newest revision, an old one, or saving a page as live raises what is wrong."""
    page = unready()
    with pytest.raises(ValidationError, match="cures back pain"):
        page.get_latest_revision().publish()
    page.live = True
    with pytest.raises(ValidationError, match="cures back pain"):
        page.save()
    assert not live(page)


def test_going_back_to_an_old_version_is_judged(editor: Client) -> None:
    """An old version goes back live through the form, which asks the same rules."""
    page = unready()
    old = page.get_latest_revision()
    page.summary = "In short."
    page.save_revision().publish()
    answer = editor.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk]))
    assert CLAIM in answer.content.decode()
    with pytest.raises(ValidationError, match="cures back pain"):
        old.publish(previous_revision=page.get_latest_revision())
    assert type(page).objects.get(pk=page.pk).summary == "In short."


def test_a_problem_without_a_field() -> None:
    """What concerns a page as a whole is told as it is; an unknown field by its name in words."""
    assert in_words(ValidationError("Not so."), StandardPage()) == ["Not so."]
    problems = ValidationError({"__all__": "Not so.", "image_alt": "Say it.", "far_away": "No."})
    assert in_words(problems, StandardPage()) == ["Not so.", "Description of the image: Say it.", "Far away: No."]


def test_outside_the_admin_a_refusal_is_an_error() -> None:
    """Nothing but the admin turns a refusal into a message."""
    assert tell(RequestFactory().post("/api/v1/"), ValidationError("Not so.")) is None
