"""The whole way of a publication: from Meridian's outbox, by a worker and a webhook, to the files of the site."""

from collections.abc import Iterator

import pytest

from tests.examples.site.building import SECRET, Site
from tests.examples.site.test_staying_current import LISTS, PAGE
from tests.flows.delivery.installation import Installation
from tests.services import wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),  # the site does not know of the database
    pytest.mark.xdist_group("example site"),
]
EDITOR = ("-m", "tests.examples.site.editor")


@pytest.fixture
def at_work(site: Site, meridian: Installation) -> Iterator[Installation]:
    """Meridian with a worker, and the site as a destination of its webhooks."""
    meridian.run(*EDITOR, "connect", site.hook, SECRET)
    meridian.start_worker("worker")
    yield meridian
    meridian.programs.pop("worker").stop()
    meridian.run(*EDITOR, "disconnect", site.hook)


def deliveries(meridian: Installation, site: Site) -> list[tuple[str, str]]:
    """The state of each webhook that was meant for the site, and what the site said."""
    rows = meridian.database.rows(
        "SELECT delivery.state, delivery.detail, destination.name FROM integrations_delivery AS delivery"
        " JOIN integrations_destination AS destination ON destination.id = delivery.destination_id"
    )
    return [(state, detail) for state, detail, name in rows if name == site.hook]


def has_built(site: Site, file: str) -> bool:
    """Whether the last build that came to its end knows a file."""
    return file in (site.folder / ".built.json").read_text()


def test_a_publication_comes_by_itself(at_work: Installation, site: Site) -> None:
    """A worker delivers the webhook: the page, its lists and the feed are written and nothing else; so is its end."""
    before = site.written()
    at_work.run(*EDITOR, "publish")
    wait_until(lambda: has_built(site, PAGE), "the page's build")
    after = site.written()
    assert {file for file in after if before.get(file) != after[file]} == {PAGE, *LISTS}
    at_work.run(*EDITOR, "withdraw")
    wait_until(lambda: not has_built(site, PAGE), "the build without the page")
    assert not (site.output / PAGE).exists()
    assert site.written().keys() == before.keys()
    wait_until(lambda: {state for state, _ in deliveries(at_work, site)} == {"sent"}, "the end of all deliveries")
    assert {said for _, said in deliveries(at_work, site)} == {"Received with 204"}
