"""A backup is restored under an installation that had gone on."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.delivery.aftermath import Aftermath, settled
from tests.flows.delivery.backups import back_up, restore
from tests.flows.delivery.conftest import Maker
from tests.flows.delivery.installation import IMPATIENT, Installation, installed
from tests.flows.delivery.prepare import CAPPED, HOOKS, POSTING
from tests.services import Postgresql, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.only_on("sqlite"),
    pytest.mark.xdist_group("delivery"),
]
LOOKS = 4  # seconds in which a worker looks several times
SUSPICION = "SELECT suspicion FROM publications_installation"


class Story:
    """An installation before its backup, after it, and restored to it.

    Attributes:
        backup: the file.
        posted, heard: what stood and had arrived right before the backup was restored.
        cursors: of the changes feed, right before the backup and right before it was restored.
    """

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.outside = Aftermath(installation, 0, {})
        self.database = installation.database
        self.backup = Path()

    def live(self) -> None:
        """Publish and post; at the backup one post is still to be made, and one page has not been considered."""
        self.installation.run("-m", "tests.flows.delivery.prepare", str(self.installation.sandbox.data))
        self.work(lambda: self.publish(2))
        self.database.write("UPDATE integrations_destination SET announce_delay = 3600")
        self.publish(3)
        self.installation.manage("look_once")
        self.publish(4)
        self.cursors = [self.read()[1]["cursor"]]

    def go_on(self) -> None:
        """Make the posts that the backup holds for still to be made, and publish more."""
        self.database.write("UPDATE integrations_destination SET announce_delay = 1")
        self.database.write("UPDATE integrations_delivery SET due_at = created_at WHERE state = 'ready'")
        self.work(lambda: self.publish(5))
        self.cursors.append(self.read()[1]["cursor"])
        self.posted, self.heard = self.posts(), self.messages()

    def publish(self, number: int) -> None:
        """Let the editor publish every article up to this one."""
        self.installation.run("-m", "tests.flows.delivery.publisher", str(number), str(self.installation.folder))

    def work(self, doing: Callable[[], object]) -> None:
        """Do something while a worker runs, until nothing is left to be done."""
        self.installation.start_worker("worker")
        doing()
        wait_until(lambda: settled(self.installation), "rest")
        self.installation.programs["worker"].stop()

    def notice(self) -> str:
        """Let a worker look several times; returns what it suspects."""
        self.installation.start_worker("worker")
        wait_until(lambda: bool(self.database.value(SUSPICION)), "the suspicion")
        time.sleep(LOOKS)
        self.installation.programs["worker"].stop()
        return str(self.database.value(SUSPICION))

    def posts(self) -> Counter[str]:
        return self.outside.posted(POSTING) + self.outside.posted(CAPPED)

    def messages(self) -> list[tuple[Any, ...]]:
        """What receivers have got, by receiver and the oldest first: its id, its type, and how often it came."""
        heard = [message for hook in HOOKS for message in reversed(self.outside.heard(hook))]
        return [(message["message_id"], message["body"]["type"], message["arrivals"]) for message in heard]

    def read(self, cursor: str = "") -> tuple[int, dict[str, Any]]:
        """What the changes feed answers: status and body."""
        status, body = json.loads(self.installation.run("-m", "tests.flows.delivery.reader", cursor))
        return status, body


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """An installation that is about to restore its backup."""
    if request.param == "sqlite":
        make: Maker = request.getfixturevalue("on_sqlite")
        made = make("restored")
    else:
        server: Postgresql = request.getfixturevalue("database_server")
        url = request.getfixturevalue("new_database")("restored")
        made = installed(tmp_path_factory.mktemp("restored"), url, postgresql=server, delivery=IMPATIENT)
    with made as installation:
        story = Story(installation)
        story.live()
        story.backup = back_up(installation)
        story.go_on()
        restore(story.backup, installation.database_url)
        yield story


def test_what_is_restored_sends_nothing_until_somebody_says_so(story: Story) -> None:
    """A worker notices the older database; nobody is told anything, and cursors of both times have expired."""
    assert story.notice() == "old"
    assert (story.posts(), story.messages()) == (story.posted, story.heard)
    for cursor in story.cursors:
        status, problem = story.read(cursor)
        assert (status, "resync" in problem) == (410, True)
