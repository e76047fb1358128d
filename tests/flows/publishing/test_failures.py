"""A page that cannot be rendered: it blocks nobody, it says why, and it recovers."""

import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from cms.api.callers import Scope
from cms.core.models import ContentPage, Person
from cms.publications.models import RenderFailure, StaleMark
from cms.publications.reconcile import reconcile_pending
from cms.publications.tasks import heal
from tests.cms.api.factories import api_key
from tests.flows.publishing.judge import documented, said_since, served
from tests.flows.publishing.steps import chief
from tests.flows.publishing.world import World, build, gate, marker, published
from tests.log_lines import lines_written

pytestmark = pytest.mark.django_db(transaction=True)


def break_one(world: World) -> Any:
    """Make page one's own code raise while it is rendered."""

    def sorted_tags(page: ContentPage) -> list[Any]:
        if page.pk == world.one.pk:
            raise ValueError("a broken tag")
        return []

    return patch.object(ContentPage, "sorted_tags", property(sorted_tags))


def test_a_broken_page_blocks_nobody_and_recovers() -> None:
    """Others go on; the broken page keeps its mark and its last good document until it renders again."""
    world = build()
    before = documented()
    with break_one(world):
        for page in (world.one, world.two):
            page.summary = marker()
            page.sign_off()
            page.save()
        assert {sight[2] for sight in documented() - before} == {"/articles/two/"}
        assert StaleMark.objects.filter(object_id=str(world.one.pk)).exists()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        reconcile_pending()
    assert documented() == served()
    assert not RenderFailure.objects.exists()


def test_tries_are_spaced_out() -> None:
    """A page that goes on failing is tried less and less often."""
    world = build()
    with break_one(world):
        world.one.save()
        assert reconcile_pending() == 0
        with time_machine.travel(timezone.now() + timedelta(seconds=3)):
            assert reconcile_pending() == 1
            failure = RenderFailure.objects.get()
            assert failure.attempts == 2
            assert failure.retry_at > timezone.now() + timedelta(seconds=3)


def test_the_report_says_what_and_why() -> None:
    """The report in the admin names the broken page with its error, and the page that nobody may read."""
    world = build()
    with break_one(world):
        world.one.save()
    gate(world.old, world.group_a, world.group_b)
    client = Client(headers={"host": "localhost"})
    client.force_login(chief())
    content = client.get(reverse("stale_publications")).content.decode()
    assert "a broken tag" in content
    assert "more than one group" in content


def test_the_report_is_for_administrators() -> None:
    """It names what is stale everywhere, with what errors quote: not for whoever may edit one section."""
    world = build()
    with break_one(world):
        world.one.save()
    section, user = Group.objects.create(name="Section"), get_user_model().objects.create_user("editor")
    section.permissions.set(Permission.objects.filter(codename="access_admin"))
    for deed in ("add", "change", "publish"):
        permission = Permission.objects.get(codename=f"{deed}_page", content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=section, page=world.archive, permission=permission)
    user.groups.set([section])
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    for name in ("stale_publications", "stale_publications_results"):
        answer = client.get(reverse(name))
        assert (answer.status_code, "a broken tag" in answer.content.decode()) == (302, False)


def test_what_a_failure_quotes_is_told_to_editors_and_not_to_the_log() -> None:
    """The lines of production name the kind of error, also of a draft; the text of a closed page is in none."""
    world = build()
    gate(world.one, world.group_a)
    _, key = api_key(world.group_a, scopes=[Scope.CONTENT, Scope.PREVIEW])

    def quote(page: ContentPage) -> list[Any]:
        raise ValueError(f"no tags in {page.summary}")

    client = Client(headers={"host": "localhost"})
    world.one.save_revision(clean=False)
    with lines_written(as_json=(True,)) as lines, patch.object(ContentPage, "sorted_tags", property(quote)):
        world.one.save()
        asked = f"/api/v1/documents/by-path/?version=draft&path=/articles/{world.one.slug}/"
        assert client.get(asked, headers=key).status_code == 409
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert {line["event"] for line in told if "ValueError" in line.get("exception", "")} == {
        "document_not_rendered",
        "draft_not_rendered",
    }
    assert world.one.summary not in lines.getvalue()
    client.force_login(chief())
    assert f"no tags in {world.one.summary}" in client.get(reverse("stale_publications")).content.decode()


def test_the_editor_is_told_that_nobody_may_read() -> None:
    """The edit view of a page under two groups says that it is closed to everybody outside."""
    world = build()
    gate(world.archive, world.group_a, world.group_b)
    client = Client(headers={"host": "localhost"})
    client.force_login(chief())
    content = client.get(reverse("wagtailadmin_pages:edit", args=[world.old.pk])).content.decode()
    assert "more than one group" in content


def test_a_crash_before_the_mark_is_healed() -> None:
    """A page whose mark was never written is found by comparing within a minute's job."""
    world = build()
    StaleMark.objects.all().delete()
    with patch("cms.publications.triggers.leave_marks", return_value=[]):
        world.two.unpublish()
        published(world.old)
    heal()
    assert documented() == served()


def test_a_broken_page_that_is_gated_is_withdrawn() -> None:
    """Gating a page that cannot be rendered takes it away from strangers, and tells them."""
    world = build()
    with break_one(world):
        gate(world.one, world.group_a)
    assert ("public", "en", "/articles/one/", world.one.summary) not in documented()
    assert said_since(world.baseline) == [("unpublished", "privacy", "public", "/articles/one/")]


def test_a_broken_page_does_not_keep_a_hidden_title() -> None:
    """A page that cannot be rendered is withdrawn when it names a page that was gated meanwhile."""
    world = build()
    with break_one(world):
        gate(world.two, world.group_a)
        reconcile_pending()
    assert {sight[2] for sight in documented() if sight[0] == "public"}.isdisjoint({"/articles/one/", "/articles/two/"})


def test_a_broken_page_may_name_somebody_who_is_gone() -> None:
    """A page that cannot be rendered stays when a person it names is deleted: nobody was hidden."""
    world = build()
    before = {sight for sight in documented() if sight[2] == "/articles/one/"}
    with break_one(world):
        Person.objects.filter(pk=world.one.medical_reviewer_id).delete()
        reconcile_pending()
    assert before <= documented()


def test_gating_many_pages_does_not_wait_for_workers() -> None:
    """All pages below a gate are closed with it, also when nothing is reconciled after the commit."""
    world = build()
    with patch("cms.publications.looks.reconcile_marked"):
        gate(world.home, world.group_a)
    assert documented() == set()
    reconcile_pending()
    assert documented() == served()
