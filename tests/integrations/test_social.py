"""What the CMS asks about social channels."""

import pytest
from django.core.exceptions import ValidationError

from cms.core.models import SharePreference
from cms.core.social import channel_choices
from integrations.channels import CHANNELS
from integrations.social import text_problem

LONG = "Press slowly and stop when it hurts. " * 8


def test_editors_choose_among_the_channels_that_people_see() -> None:
    """Every channel of the registry that posts in public is offered, and no other."""
    offered = [("x", "X"), ("facebook", "Facebook Page"), ("mastodon", "Mastodon"), ("wordpress", "WordPress")]
    assert channel_choices() == offered


@pytest.mark.parametrize("channel", [name for name, _ in channel_choices()])
@pytest.mark.parametrize("text", ["", "  Short!\n", "Cafe\u0301 👩🏽‍⚕️ with https://example.org/a?b=c"])
def test_a_text_that_fits_is_no_problem(channel: str, text: str) -> None:
    """What goes out whole is not complained of, however it is written."""
    assert text_problem(channel, text) == ""


def test_a_text_that_would_be_cut_says_where() -> None:
    """The editor of a text that is too long for X reads where it would end; Facebook takes it."""
    assert text_problem("x", LONG).startswith("X has no room for all of it beside the link: it would end with “")
    assert text_problem("x", LONG).endswith("…”.")
    assert text_problem("facebook", LONG) == ""


@pytest.mark.parametrize("weight, fits", [(255, True), (256, False)])
def test_the_border_is_that_of_the_channel(weight: int, fits: bool) -> None:
    """X takes 280: 23 for the link, 2 for the empty line before it, and the rest for the text."""
    assert (text_problem("x", "a" * weight) == "") == fits


def test_a_channel_that_is_gone_complains_of_nothing() -> None:
    """A wish of a channel that was removed is about nothing."""
    assert "carrier pigeon" not in CHANNELS
    assert text_problem("carrier pigeon", LONG) == ""


@pytest.mark.django_db
def test_the_editor_is_told_at_the_field() -> None:
    """The form of a page says it beside the text."""
    with pytest.raises(ValidationError) as refusal:
        SharePreference(channel="x", text=LONG).full_clean(exclude=["page"])
    assert list(refusal.value.message_dict) == ["text"]
