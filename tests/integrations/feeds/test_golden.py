"""What strangers read, to the byte."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from tests.integrations.feeds.posts import connect_hub, paragraph, post

GOLDEN = Path(__file__).parents[2] / "golden"
SPRING = datetime(2026, 3, 1, 12, tzinfo=UTC)
SUMMER = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)


def publish_two_posts() -> None:
    """One with everything, and a German one with nothing but a summary."""
    times = {"published_at": SPRING, "updated_at": SUMMER}
    post(
        columns={"uid": UUID(int=1), "path": "/articles/sleep/", **times},
        title="Sleep & back pain",
        summary="What helps <6 weeks, and what does not.",
        body=[
            {"type": "heading", "id": "1", "value": {"text": "First steps", "level": "2"}},
            paragraph('<p>Read <a href="#next">on</a>. 👩🏽‍⚕️</p>'),
            {"type": "dont", "id": "3", "value": {"heading": None, "items": ["Lie still"]}},
        ],
        image={"src": "https://cms.example.org/images/x/1/max-1600x1600/", "alt": "A bed"},
        authors=[{"name": "Ann Author"}, {"name": "Bo Writer"}],
        tags=[{"name": "Sleep"}, {"name": "Back"}],
        references=[{"citation": "Doe J. A study. 2020."}],
        disclaimer="This is no medical advice.",
    )
    times = {"published_at": SPRING.replace(day=2), "updated_at": SPRING.replace(day=2)}
    german = {"uid": UUID(int=2), "path": "/de/punkte/bl40/", "type": "points", "locale": "de"}
    post(columns={**german, **times}, title="BL40", summary="Hinter dem Knie.")


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_feed_reads_as_on_file(client: Client, form: str) -> None:
    """A change of what readers get shows in the diff of a golden file.

    After a change that is meant: delete the file, run this test, look at the file that it wrote, and run it again.
    """
    connect_hub()
    publish_two_posts()
    found = client.get(f"/feeds/{form}/").content
    golden = GOLDEN / f"feed.{form}"
    if not golden.exists():
        golden.write_bytes(found)
        pytest.fail(f"{golden.name} was written: look at it, then run this test again")
    assert found.decode() == golden.read_text(encoding="utf-8")
