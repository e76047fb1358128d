"""Every way in which something gets published, changed, gated or withdrawn: each step says what it should be told.

A step does its deed as Wagtail would do it and returns the changes it must cause, as (action, cause, audience, path).
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import time_machine
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.documents import get_document_model
from wagtail.models import APIToken, Locale, Page, PageViewRestriction, Site

from cms.articles.models import ArticlePage
from cms.core.models import SiteDetails
from cms.core.models.sites import EmergencyNumber
from cms.publications import rendered
from cms.publications.models import Document
from tests.flows.publishing.world import World, article, links_to, marker, published

Said = tuple[str, str, str, str]
Step = Callable[[World], list[Said]]

HOUR = timedelta(hours=1)


def edited(page: ArticlePage, **fields: Any) -> ArticlePage:
    """Change fields of a page and publish it."""
    for name, value in fields.items():
        setattr(page, name, value)
    return published(page)


def publish(world: World) -> list[Said]:
    page = world.articles.add_child(instance=article("New", live=False))
    published(page)
    return [("published", "content", "public", "/articles/new/")]


def save_a_draft(world: World) -> list[Said]:
    world.one.summary = marker()
    world.one.save_revision(clean=False)
    return []


def republish_unchanged(world: World) -> list[Said]:
    published(world.one)
    return []


def edit(world: World) -> list[Said]:
    edited(world.one, summary=marker())
    return [("updated", "content", "public", "/articles/one/")]


def edit_a_title_that_others_show(world: World) -> list[Said]:
    edited(world.two, title="Second")
    return [
        ("updated", "content", "public", "/articles/two/"),
        ("updated", "content", "public", "/articles/one/"),
    ]


def schedule_a_new_page(world: World) -> list[Said]:
    page = article("Later", live=False, go_live_at=timezone.now() + HOUR)
    world.articles.add_child(instance=page)
    page.save_revision().publish()
    return []


def schedule_a_live_page(world: World) -> list[Said]:
    world.one.summary = marker()
    world.one.go_live_at = timezone.now() + HOUR
    published(world.one)
    return []


def go_live_by_schedule(world: World) -> list[Said]:
    page = article("Soon", live=False, go_live_at=timezone.now() + HOUR)
    world.articles.add_child(instance=page)
    page.save_revision().publish()
    with time_machine.travel(timezone.now() + 2 * HOUR):
        call_command("publish_scheduled")
    return [("published", "content", "public", "/articles/soon/")]


def expire(world: World) -> list[Said]:
    edited(world.one, expire_at=timezone.now() + HOUR)
    with time_machine.travel(timezone.now() + 2 * HOUR):
        call_command("publish_scheduled")
    return [("unpublished", "content", "public", "/articles/one/")]


def unpublish(world: World) -> list[Said]:
    world.two.unpublish()
    return [
        ("unpublished", "content", "public", "/articles/two/"),
        ("updated", "content", "public", "/articles/one/"),
    ]


def delete_a_page(world: World) -> list[Said]:
    Page.objects.get(pk=world.two.pk).delete()
    return [
        ("deleted", "content", "public", "/articles/two/"),
        ("updated", "content", "public", "/articles/one/"),
    ]


def delete_a_subtree(world: World) -> list[Said]:
    Page.objects.get(pk=world.articles.pk).delete()
    return [
        ("deleted", "content", "public", "/articles/"),
        ("deleted", "content", "public", "/articles/two/"),
        ("deleted", "content", "public", "/articles/one/"),
    ]


def move_a_subtree(world: World) -> list[Said]:
    world.articles.move(world.archive, pos="last-child")
    return [
        ("updated", "path", "public", "/archive/articles/"),
        ("updated", "path", "public", "/archive/articles/one/"),
        ("updated", "path", "public", "/archive/articles/two/"),
        *moved_from("/articles", "/articles/one", "/articles/two"),
    ]


def move_out_of_the_site(world: World) -> list[Said]:
    Page.objects.get(pk=world.old.pk).move(Page.get_first_root_node(), pos="last-child")
    return [("unpublished", "path", "public", "/archive/old/")]


def reorder(world: World) -> list[Said]:
    Page.objects.get(pk=world.one.pk).move(Page.objects.get(pk=world.two.pk), pos="left")
    return []


def change_a_slug_with_descendants(world: World) -> list[Said]:
    world.articles.slug = "reading"
    published(world.articles)
    return [
        ("updated", "path", "public", "/reading/"),
        ("updated", "path", "public", "/reading/one/"),
        ("updated", "path", "public", "/reading/two/"),
        *moved_from("/articles", "/articles/one", "/articles/two"),
    ]


def make_an_alias(world: World) -> list[Said]:
    world.old.create_alias(parent=world.articles, update_slug="again")
    return [("published", "content", "public", "/articles/again/")]


def edit_the_source_of_an_alias(world: World) -> list[Said]:
    world.old.create_alias(parent=world.articles, update_slug="again")
    edited(world.old, summary=marker())
    return [
        ("published", "content", "public", "/articles/again/"),
        ("updated", "content", "public", "/archive/old/"),
        ("updated", "content", "public", "/articles/again/"),
    ]


def translate_as_an_alias(world: World) -> list[Said]:
    german = Locale.objects.create(language_code="de")
    CopyPageForTranslationAction(page=world.home, locale=german, copy_parents=True, alias=True).execute(
        skip_permission_checks=True
    )
    return [("published", "content", "public", "/")]


def copy(world: World) -> list[Said]:
    with transaction.atomic():  # as every request that writes
        world.one.copy(update_attrs={"slug": "one-more"}, keep_live=True)
    return [("published", "content", "public", "/articles/one-more/")]


def add_a_live_child(world: World) -> list[Said]:
    world.articles.add_child(instance=article("Direct", live=True))
    return [("published", "content", "public", "/articles/direct/")]


def save_a_page_without_a_revision(world: World) -> list[Said]:
    world.one.summary = marker()
    world.one.sign_off()
    world.one.save()
    return [("updated", "content", "public", "/articles/one/")]


def unpublish_by_bulk_update(world: World) -> list[Said]:
    Page.objects.filter(pk=world.two.pk).update(live=False)
    call_command("reconcile_publications", verbosity=0)
    return [
        ("unpublished", "content", "public", "/articles/two/"),
        ("updated", "content", "public", "/articles/one/"),
    ]


def edit_by_bulk_update(world: World) -> list[Said]:
    ArticlePage.objects.filter(pk=world.one.pk).update(summary=marker())
    call_command("reconcile_publications", all=True, verbosity=0)
    return [("updated", "content", "public", "/articles/one/")]


def set_privacy(world: World) -> list[Said]:
    with_form(world.two, world.group_a.pk)
    return [
        ("unpublished", "privacy", "public", "/articles/two/"),
        ("published", "privacy", "A", "/articles/two/"),
        ("updated", "content", "public", "/articles/one/"),
    ]


def switch_privacy_in_the_admin(world: World) -> list[Said]:
    with_form(world.old, world.group_a.pk)
    with_form(world.old, world.group_b.pk)
    return [
        ("unpublished", "privacy", "public", "/archive/old/"),
        ("published", "privacy", "A", "/archive/old/"),
        ("unpublished", "privacy", "A", "/archive/old/"),
        ("published", "privacy", "B", "/archive/old/"),
    ]


def name_two_groups(world: World) -> list[Said]:
    with_form(world.old, world.group_a.pk, world.group_b.pk)
    return [("unpublished", "privacy", "public", "/archive/old/")]


def remove_privacy(world: World) -> list[Said]:
    with_form(world.old, world.group_a.pk)
    with_form(world.old)
    return [
        ("unpublished", "privacy", "public", "/archive/old/"),
        ("published", "privacy", "A", "/archive/old/"),
        ("unpublished", "privacy", "A", "/archive/old/"),
        ("published", "privacy", "public", "/archive/old/"),
    ]


def inherit_privacy_by_a_move(world: World) -> list[Said]:
    with_form(world.archive, world.group_a.pk)
    Page.objects.get(pk=world.two.pk).move(world.archive, pos="last-child")
    return [
        ("unpublished", "privacy", "public", "/archive/"),
        ("published", "privacy", "A", "/archive/"),
        ("unpublished", "privacy", "public", "/archive/old/"),
        ("published", "privacy", "A", "/archive/old/"),
        ("unpublished", "privacy", "public", "/articles/two/"),
        ("published", "privacy", "A", "/archive/two/"),
        *moved_from("/articles/two", audience="A"),
        ("updated", "content", "public", "/articles/one/"),
    ]


def gate_with_a_teaser(world: World) -> list[Said]:
    edited(world.old, teaser="What strangers may know.")
    with_form(world.old, world.group_a.pk)
    return [
        ("published", "privacy", "A", "/archive/old/"),
        ("updated", "privacy", "public", "/archive/old/"),
    ]


def gate_and_open_the_source_of_an_alias(world: World) -> list[Said]:
    world.old.create_alias(parent=world.articles, update_slug="again")
    with_form(world.old, world.group_a.pk)
    with_form(world.old)
    return [
        ("published", "content", "public", "/articles/again/"),
        *gated("/articles/again/"),
        *gated("/archive/old/"),
        *opened("/articles/again/"),
        *opened("/archive/old/"),
    ]


def gate_and_open_the_folder_of_a_source(world: World) -> list[Said]:
    world.old.create_alias(parent=world.articles, update_slug="again")
    with_form(world.archive, world.group_a.pk)
    with_form(world.archive)
    return [
        ("published", "content", "public", "/articles/again/"),
        *gated("/archive/"),
        *gated("/archive/old/"),
        *gated("/articles/again/"),
        *opened("/archive/"),
        *opened("/archive/old/"),
        *opened("/articles/again/"),
    ]


def move_a_source_into_a_gated_folder(world: World) -> list[Said]:
    world.one.create_alias(parent=world.home, update_slug="again")
    with_form(world.archive, world.group_a.pk)
    Page.objects.get(pk=world.one.pk).move(world.archive, pos="last-child")
    return [
        ("published", "content", "public", "/again/"),
        *gated("/archive/"),
        *gated("/archive/old/"),
        ("unpublished", "privacy", "public", "/articles/one/"),
        ("published", "privacy", "A", "/archive/one/"),
        *moved_from("/articles/one", audience="A"),
        *gated("/again/"),
    ]


def move_a_source_out_of_a_gated_folder(world: World) -> list[Said]:
    with_form(world.archive, world.group_a.pk)
    with transaction.atomic():  # as every request that writes
        world.old.create_alias(parent=world.articles, update_slug="again")
    Page.objects.get(pk=world.old.pk).move(world.articles, pos="last-child")
    return [
        *gated("/archive/"),
        *gated("/archive/old/"),
        ("published", "content", "A", "/articles/again/"),
        ("unpublished", "privacy", "A", "/archive/old/"),
        ("published", "privacy", "public", "/articles/old/"),
        *moved_from("/archive/old"),
        *opened("/articles/again/"),
    ]


def repeat_what_is_gated(world: World) -> list[Said]:
    with_form(world.old, world.group_a.pk)
    with transaction.atomic():  # as every request that writes
        world.old.create_alias(parent=world.articles, update_slug="again")
    return [*gated("/archive/old/"), ("published", "content", "A", "/articles/again/")]


def edit_a_snippet_two_hops_away(world: World) -> list[Said]:
    world.author.name = "Ada A. Author"
    world.author.save()
    return [
        ("updated", "content", "public", "/people/ada-author/"),
        ("updated", "content", "public", "/articles/one/"),
    ]


def edit_a_snippet_of_a_snippet(world: World) -> list[Said]:
    world.employer.name = "Example hospital"
    world.employer.save()
    return [("updated", "content", "public", "/people/ada-author/")]


def delete_a_snippet(world: World) -> list[Said]:
    world.author.delete()
    return [
        ("deleted", "content", "public", "/people/ada-author/"),
        ("updated", "content", "public", "/articles/one/"),
    ]


def replace_an_image(world: World) -> list[Said]:
    image = the_image_of(world.two)
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 10, 10, 4, 4
    image.save()
    return [("updated", "content", "public", "/articles/two/")]


def delete_an_image(world: World) -> list[Said]:
    the_image_of(world.two).delete()
    return [("updated", "content", "public", "/articles/two/")]


def delete_a_linked_file(world: World) -> list[Said]:
    file = get_document_model().objects.create(title="Leaflet", file=ContentFile(b"Text", name="leaflet.txt"))
    html = f'<p><a linktype="document" id="{file.pk}">Leaflet</a></p>'
    edited(world.one, body=[*links_to(world.two), ("paragraph", html)])
    file.delete()
    return [
        ("updated", "content", "public", "/articles/one/"),
        ("updated", "content", "public", "/articles/one/"),
    ]


def change_the_host(world: World) -> list[Said]:
    world.site.hostname, world.site.port = "www.example.org", 80
    world.site.save()
    return [("updated", "path", "public", "/site/www.example.org/")]


def describe_a_site(world: World) -> list[Said]:
    SiteDetails.objects.create(site=world.site, organisation=marker())
    return [("updated", "content", "public", "/site/localhost/")]


def add_an_emergency_number(world: World) -> list[Said]:
    details = SiteDetails.objects.create(site=world.site)
    EmergencyNumber.objects.create(details=details, label="Emergency", number="112").delete()
    return [("updated", "content", "public", "/site/localhost/")] * 2


def change_the_root(world: World) -> list[Said]:
    world.site.root_page = world.articles
    world.site.save()
    return [
        ("unpublished", "path", "public", "/"),
        ("unpublished", "path", "public", "/archive/"),
        ("unpublished", "path", "public", "/archive/old/"),
        ("updated", "path", "public", "/"),
        ("updated", "path", "public", "/one/"),
        ("updated", "path", "public", "/two/"),
    ]


def add_a_second_site(world: World) -> list[Said]:
    Site.objects.create(hostname="old.example.org", port=80, root_page=world.archive)
    return [
        ("published", "content", "public", "/site/old.example.org/"),
        ("unpublished", "path", "public", "/archive/"),
        ("published", "path", "public", "/"),
        ("unpublished", "path", "public", "/archive/old/"),
        ("published", "path", "public", "/old/"),
    ]


def remove_a_site(world: World) -> list[Said]:
    Site.objects.create(hostname="old.example.org", port=80, root_page=world.home)
    world.site.delete()
    moved = ["/", "/articles/", "/archive/", "/articles/one/", "/articles/two/", "/archive/old/"]
    return [
        ("published", "content", "public", "/site/old.example.org/"),
        ("deleted", "content", "public", "/site/localhost/"),
        *(("unpublished", "path", "public", path) for path in moved),
        *(("published", "path", "public", path) for path in moved),
        ("updated", "content", "public", "/people/ada-author/"),
        ("updated", "content", "public", "/people/rita-reviewer/"),
    ]


def add_a_locale(world: World) -> list[Said]:
    german = Locale.objects.create(language_code="de")
    world.home.copy_for_translation(german)
    return []


def revert(world: World) -> list[Said]:
    first = world.one.get_latest_revision()
    edited(world.one, summary=marker())
    first.publish()
    return [
        ("updated", "content", "public", "/articles/one/"),
        ("updated", "content", "public", "/articles/one/"),
    ]


def raise_the_renderer_version(world: World) -> list[Said]:
    before = Counter((d.audience, d.path) for d in Document.objects.all())
    with patch.object(rendered, "RENDERER_VERSION", rendered.RENDERER_VERSION + 1):
        call_command("reconcile_publications", all=True, verbosity=0)
    with_cause = [("updated", "render", audience, path) for audience, path in before.elements()]
    call_command("reconcile_publications", all=True, verbosity=0)
    return [*with_cause, *with_cause]


def write_through_wagtails_api(world: World) -> list[Said]:
    _token, plain = APIToken.create_token(user=chief(), name="writer")
    client = Client(headers={"authorization": f"Bearer {plain}", "host": "localhost"})
    meta = {"parent_id": world.home.pk, "type": "home.StandardPage", "action": "publish"}
    page = {"meta": meta, "title": "Written", "slug": "written", "summary": marker()}
    with override_settings(ROOT_URLCONF="tests.flows.publishing.urls"):
        response = client.post("/api/v3/pages/", page, content_type="application/json")
    assert response.status_code == 201, response.content
    return [("published", "content", "public", "/written/")]


def moved_from(*paths: str, audience: str = "public") -> list[Said]:
    """The redirects that Wagtail makes of old paths."""
    return [("published", "content", audience, path) for path in paths]


def the_image_of(page: ArticlePage) -> Any:
    """The image that a page shows."""
    assert page.image
    return page.image


def chief() -> Any:
    """A superuser."""
    user, _created = get_user_model().objects.get_or_create(username="chief", is_superuser=True, is_staff=True)
    return user


def gated(path: str) -> list[Said]:
    """A page that everybody read is for group A."""
    return [("unpublished", "privacy", "public", path), ("published", "privacy", "A", path)]


def opened(path: str) -> list[Said]:
    """A page that group A read is for everybody."""
    return [("unpublished", "privacy", "A", path), ("published", "privacy", "public", path)]


def with_form(page: Page, *groups: int) -> None:
    """Set a page's privacy through the admin's own form; no group makes it public."""
    client = Client()
    client.force_login(chief())
    kind = PageViewRestriction.GROUPS if groups else PageViewRestriction.NONE
    response = client.post(
        reverse("wagtailadmin_pages:set_privacy", args=[page.pk]),
        {"restriction_type": kind, "groups": groups, "password": ""},
        headers={"host": "localhost"},
    )
    assert response.json()["step"] == "set_privacy_done", response.content


STEPS: list[Step] = [
    step for step in list(globals().values()) if callable(step) and getattr(step, "__annotations__", {}).get("world")
]
