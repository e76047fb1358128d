"""The site follows what is published, and touches nothing else."""

import pytest

from tests.examples.site.building import Site
from tests.examples.site.editor import PATH, SLUG
from tests.flows.delivery.installation import Installation
from tests.services import wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # the site does not know of the database
    pytest.mark.xdist_group("example site"),
]
PAGE, MOVED = f"articles/{SLUG}/index.html", f"articles/{SLUG}-moved/index.html"
# Where a new article is named: on the first page, in its list, in the feed and in the sitemap.
LISTS = {"index.html", "articles/index.html", "feed.xml", "sitemap.xml"}


def changed(site: Site, meridian: Installation, what: str) -> set[str]:
    """The files that are written or removed when something is done in Meridian and the site is told of it."""
    before, memory = site.written(), site.folder / ".built.json"
    remembered = memory.stat().st_mtime_ns
    meridian.run("-m", "tests.examples.site.editor", what)
    assert site.tell() == 204
    wait_until(lambda: memory.stat().st_mtime_ns != remembered, "the next build")
    after = site.written()
    return {file for file in before.keys() | after.keys() if before.get(file) != after.get(file)}


def test_what_changes_is_rebuilt_and_nothing_else(site: Site, meridian: Installation) -> None:
    """A new article writes its page, its lists and the feed; moved, it leaves a way on; withdrawn, nothing is left."""
    assert changed(site, meridian, "publish") == {PAGE, *LISTS}
    assert PATH in (site.output / "feed.xml").read_text()
    assert changed(site, meridian, "move") == {PAGE, MOVED, *LISTS}
    assert f"/articles/{SLUG}-moved/" in (site.output / PAGE).read_text()
    assert changed(site, meridian, "withdraw") == {PAGE, MOVED, *LISTS}
    assert not (site.output / MOVED).exists()
    assert not (site.output / PAGE).exists()


def test_nobody_else_can_wake_it(site: Site) -> None:
    """A webhook that Meridian has not signed is refused."""
    assert site.tell(secret="whsec_bm9ib2R5IGtub3dzIHRoaXMgb25lIGhlcmU=") == 401


def test_a_build_without_news_writes_nothing(site: Site) -> None:
    """Asked again, the changes feed has nothing, and no file is touched."""
    before = site.written()
    assert site.built() == "Rendered 0, wrote 0, removed 0\n"
    assert site.written() == before
