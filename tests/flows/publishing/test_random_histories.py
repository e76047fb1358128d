"""Whatever order things happen in, and wherever a process dies on the way, the documents come right."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import nullcontext
from unittest.mock import patch

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from wagtail.models import Page, PageViewRestriction

from cms.articles.models import ArticlePage
from cms.publications.models import Change, Document
from tests.flows.publishing.judge import documented, served
from tests.flows.publishing.world import article, build, gate, links_to, marker, published

CRASHES = st.booleans()
PICKS = st.integers(min_value=0, max_value=50)


class Histories(RuleBasedStateMachine):
    """Random deeds on a small site; a crash loses everything between a commit and the look that follows it."""

    @initialize()
    def found_a_site(self) -> None:
        self.world = build()
        self.made = 0

    def pick(self, number: int) -> ArticlePage | None:
        pages = list(ArticlePage.objects.order_by("pk"))
        return pages[number % len(pages)] if pages else None

    def do(self, deed: Callable[[], object], crash: bool) -> None:
        with patch("cms.publications.looks.reconcile_marked") if crash else nullcontext():
            deed()

    @rule(crash=CRASHES, live=st.booleans(), linked=PICKS)
    def create(self, crash: bool, live: bool, linked: int) -> None:
        self.made += 1
        target = self.pick(linked)
        page = article(f"Made{self.made}", live=live, body=links_to(target) if target else [])
        self.do(lambda: self.world.archive.add_child(instance=page), crash)

    @rule(crash=CRASHES, number=PICKS, publish=st.booleans())
    def edit(self, crash: bool, number: int, publish: bool) -> None:
        page = self.pick(number)
        if page and not page.alias_of_id:
            page.summary = page.title = marker()
            self.do(lambda: publish and published(page), crash)

    @rule(crash=CRASHES, number=PICKS)
    def unpublish(self, crash: bool, number: int) -> None:
        page = self.pick(number)
        if page:
            self.do(page.unpublish, crash)

    @rule(number=PICKS, live=st.booleans())
    def update_in_bulk(self, number: int, live: bool) -> None:
        page = self.pick(number)
        if page:
            Page.objects.filter(pk=page.pk).update(live=live)

    @rule(crash=CRASHES, number=PICKS, new_slug=st.sampled_from(["north", "south", "east"]))
    def change_slug(self, crash: bool, number: int, new_slug: str) -> None:
        page = self.pick(number)
        if page and not page.get_siblings().filter(slug=new_slug).exists():
            page.slug = new_slug
            page.sign_off()  # a page that it linked to may be gone
            self.do(page.save, crash)

    @rule(crash=CRASHES, number=PICKS, to_archive=st.booleans())
    def move(self, crash: bool, number: int, to_archive: bool) -> None:
        page = self.pick(number)
        parent = Page.objects.get(pk=(self.world.archive if to_archive else self.world.articles).pk)
        if page and not parent.get_children().filter(slug=page.slug).exists():
            self.do(lambda: page.move(parent, pos="last-child"), crash)

    @rule(crash=CRASHES, number=PICKS, whole_archive=st.booleans(), second=st.booleans())
    def restrict(self, crash: bool, number: int, whole_archive: bool, second: bool) -> None:
        page = Page.objects.get(pk=self.world.archive.pk) if whole_archive else self.pick(number)
        if page and not PageViewRestriction.objects.filter(page=page).exists():
            self.do(lambda: gate(page, self.world.group_b if second else self.world.group_a), crash)

    @rule(crash=CRASHES, number=PICKS)
    def open_up(self, crash: bool, number: int) -> None:
        restrictions = list(PageViewRestriction.objects.order_by("pk"))
        if restrictions:
            self.do(restrictions[number % len(restrictions)].delete, crash)

    @rule(crash=CRASHES, number=PICKS)
    def delete(self, crash: bool, number: int) -> None:
        page = self.pick(number)
        if page:
            self.do(Page.objects.get(pk=page.pk).delete, crash)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            call_command("reconcile_publications", verbosity=0)
            assert documented() == served()
            assert retold() == told()
            call_command("reconcile_publications", all=True, verbosity=0)
            quiet = Change.objects.count()
            call_command("reconcile_publications", all=True, verbosity=0)
            assert Change.objects.count() == quiet


def retold() -> dict[tuple[str, str], tuple[str, int]]:
    """What a reader knows who has followed the changes from the first one on."""
    known: dict[tuple[str, str], tuple[str, int]] = {}
    versions: dict[tuple[str, str], int] = defaultdict(int)
    for expected, change in enumerate(Change.objects.order_by("sequence"), start=1):
        key = str(change.uid), change.audience
        assert change.sequence == expected
        assert change.version > versions[key]
        assert (key in known) == (change.action != Change.Action.PUBLISHED)
        versions[key] = change.version
        if change.is_tombstone:
            del known[key]
        else:
            known[key] = change.etag, change.version
    return known


def told() -> dict[tuple[str, str], tuple[str, int]]:
    """What the documents say."""
    return {(str(d.uid), d.audience): (d.etag, d.version) for d in Document.objects.all()}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_any_history_comes_right() -> None:
    """After any sequence of deeds and crashes, healing makes the documents what Wagtail serves, without a gap."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Histories,
        settings=settings(max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=checks),
    )
