"""A backup is restored under an installation that had gone on, and its database is copied to another one."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.flows.delivery.aftermath import Aftermath, settled
from tests.flows.delivery.backups import back_up, copied_to, restore
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
READER = "tests.flows.delivery.reader"
OPEN = "SELECT COUNT(*) FROM integrations_destination WHERE state <> 'closed'"
SUSPICION = "SELECT suspicion FROM publications_installation"


@dataclass(frozen=True)
class Told:
    """What the world has been told up to a moment.

    Args:
        posts: how often each path stands on the timelines.
        messages: what receivers have got, the oldest first: its id, its type, and how often it came.
    """

    posts: Counter[str]
    messages: Counter[tuple[str, str, int]]


class Story:
    """An installation before its backup, after it, restored to it, copied elsewhere, and going on.

    Attributes:
        told: what the world had been told, by the moment.
        suspected: what workers took the database for, by where it was.
        expired: what the changes feed answers to cursors of the time before, as status and body.
        posts: the deliveries to the account for everything, by state, at the end of each of the last two parts.
    """

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.outside = Aftermath(installation, 0, {})
        self.told: dict[str, Told] = {}
        self.suspected: dict[str, str] = {}
        self.posts: list[Counter[str]] = []

    def live(self) -> None:
        """Publish and post; at the backup one post is still to be made, and one page has not been considered."""
        database = self.installation.database
        self.installation.run("-m", "tests.flows.delivery.prepare", str(self.installation.sandbox.data))
        self.work(lambda: publish(self.installation, 2))
        database.write("UPDATE integrations_destination SET announce_delay = 3600")
        publish(self.installation, 3)
        self.installation.manage("look_once")
        publish(self.installation, 4)
        self.cursors = [self.cursor()]

    def go_on(self) -> None:
        """Make the posts that the backup holds for still to be made, and publish more."""
        database = self.installation.database
        database.write("UPDATE integrations_destination SET announce_delay = 1")
        database.write("UPDATE integrations_delivery SET due_at = created_at WHERE state = 'ready'")
        self.work(lambda: publish(self.installation, 5))
        self.cursors.append(self.cursor())
        self.remember("restored")

    def be_noticed(self) -> None:
        self.suspected["here"] = suspicion(self.installation)
        self.expired = read(self.installation, *self.cursors)
        self.remember("noticed")

    def be_copied(self, copy: Installation) -> None:
        """Start the copy, say that it is one, and go on publishing there."""
        self.suspected["elsewhere"] = suspicion(copy)
        copy.manage("resume_deliveries", "--as-clone", "--drop-secrets")
        copy.start_worker("worker")
        publish(copy, 6)
        time.sleep(LOOKS)
        copy.stop()
        self.open_elsewhere = copy.database.value(OPEN)
        self.remember("copied")

    def resume(self) -> None:
        """Say that a backup was restored, and publish what it does not have."""
        self.installation.manage("resume_deliveries", "--as-restore")
        self.go_through("resumed", lambda: None)
        self.go_through("continued", partial(publish, self.installation, 5))

    def go_through(self, part: str, doing: Callable[[], object]) -> None:
        self.work(doing)
        self.posts.append(self.outside.states(POSTING))
        self.remember(part)

    def work(self, doing: Callable[[], object]) -> None:
        """Do something while a worker runs, until nothing is left to be done."""
        self.installation.start_worker("worker")
        doing()
        wait_until(lambda: settled(self.installation), "rest")
        self.installation.programs["worker"].stop()

    def cursor(self) -> str:
        """Up to where a reader of the changes feed has come."""
        [(_, body)] = read(self.installation, "")
        return str(body["cursor"])

    def remember(self, moment: str) -> None:
        posts = self.outside.posted(POSTING) + self.outside.posted(CAPPED)
        heard = [message for hook in HOOKS for message in self.outside.heard(hook)]
        said = [(message["message_id"], message["body"]["type"], message["arrivals"]) for message in heard]
        self.told[moment] = Told(posts, Counter(said))

    def news(self, before: str, after: str) -> Counter[str]:
        """The types of the messages that arrived between two moments; each of them came once."""
        new = self.told[after].messages - self.told[before].messages
        assert {arrivals for *_, arrivals in new} == {1}
        return Counter(kind for _, kind, _ in new.elements())


def publish(installation: Installation, number: int) -> None:
    """Let the editor publish every article up to this one."""
    installation.run("-m", "tests.flows.delivery.publisher", str(number), str(installation.folder))


def suspicion(installation: Installation) -> str:
    """Let a worker look several times; returns what it takes the database for."""
    installation.start_worker("worker")
    wait_until(lambda: bool(installation.database.value(SUSPICION)), "the suspicion")
    time.sleep(LOOKS)
    installation.programs["worker"].stop()
    return str(installation.database.value(SUSPICION))


def read(installation: Installation, *cursors: str) -> list[tuple[int, dict[str, Any]]]:
    """What the changes feed answers to each cursor: status and body."""
    return [(status, body) for status, body in json.loads(installation.run("-m", READER, *cursors))]


def tell(installation: Installation, elsewhere: Path) -> Story:
    """The whole story, for all tests of it.

    Args:
        elsewhere: the data folder of the copy.
    """
    story = Story(installation)
    story.live()
    backup = back_up(installation)
    story.go_on()
    restore(backup, installation.database_url)
    story.be_noticed()
    story.be_copied(copied_to(elsewhere, installation, backup))
    story.resume()
    return story


@pytest.fixture(scope="module")
def on_sqlite_alone(on_sqlite: Maker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with on_sqlite("restored") as installation:
        yield tell(installation, tmp_path_factory.mktemp("copied"))


@pytest.fixture(scope="module")
def on_postgresql(
    database_server: Postgresql, new_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    options = {"postgresql": database_server, "delivery": IMPATIENT}
    with installed(tmp_path_factory.mktemp("restored"), new_database("restored"), **options) as installation:
        yield tell(installation, tmp_path_factory.mktemp("copied"))


# Chosen like the storm's aftermath (test_kills.py), and for the same reason.
@pytest.fixture(params=["on_sqlite_alone", pytest.param("on_postgresql", marks=pytest.mark.postgresql)])
def story(request: pytest.FixtureRequest) -> Story:
    """What was told on SQLite, and on PostgreSQL."""
    told: Story = request.getfixturevalue(request.param)
    return told


def test_what_is_restored_sends_nothing_until_somebody_says_so(story: Story) -> None:
    """A worker notices the older database; nobody is told anything, and cursors of both times have expired."""
    assert story.suspected["here"] == "old"
    assert story.told["noticed"] == story.told["restored"]
    assert [(status, "resync" in problem) for status, problem in story.expired] == [(410, True)] * 2


def test_a_copy_with_another_data_folder_posts_nothing(story: Story) -> None:
    """Neither before somebody has said that it is a copy nor afterwards: its destinations are closed."""
    assert story.suspected["elsewhere"] == "copy"
    assert story.open_elsewhere == 0
    assert story.told["copied"] == story.told["restored"]


def test_going_on_repeats_nothing(story: Story) -> None:
    """What had been posted since the backup is adopted, and receivers are told once to begin again."""
    assert story.told["resumed"].posts == story.told["restored"].posts
    assert story.posts[0] == Counter(sent=4)
    assert story.news("restored", "resumed") == Counter({"document.resync": len(HOOKS)})


def test_life_goes_on(story: Story) -> None:
    """What is published then is told to receivers, and waits for a decision where it may stand already."""
    assert story.told["continued"].posts == story.told["restored"].posts
    assert story.posts[1] == Counter(sent=4, waiting=1)
    assert story.news("resumed", "continued").keys() == {"document.published"}
