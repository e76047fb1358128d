from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.channels.post_text import post_link, post_text
from integrations.channels.weighted_text import MAX_WEIGHT, weighted_length, weighted_pieces

LINK = "https://example.org/?m=k7"
FULL = "{title}\n\n{summary}\n\n{disclaimer}\n{hashtags}\n{url}"
SHARE = {
    "title": "Ease a stiff neck",
    "summary": "What helps, what does not, and when to see a doctor.",
    "tags": ["stiff neck", "self-care"],
    "disclaimer": "No advice in place of a doctor's.",
    "text": {"x": "", "mastodon": "Elsewhere"},
}


def text(template: str = FULL, most: int = MAX_WEIGHT, **share: Any) -> str:
    return post_text({**SHARE, **share}, "x", LINK, {"template": template}, most, weighted_pieces)


def test_a_template_is_filled() -> None:
    """Each variable stands where the destination wants it."""
    expected = "\n\n".join(
        [SHARE["title"], SHARE["summary"], f"{SHARE['disclaimer']}\n#StiffNeck #SelfCare\n{LINK}"]  # type: ignore[list-item]  # the two are texts
    )
    assert text() == expected


def test_without_a_template_there_are_title_summary_and_link() -> None:
    """A destination that says nothing posts as it always has."""
    assert text("") == f"{SHARE['title']}\n\n{SHARE['summary']}\n\n{LINK}"


def test_own_text_stands_in_place_of_title_and_summary() -> None:
    """The editor's words for this channel are taken as they are; the rest of the template stays."""
    made = text(text={"x": "Neck stiff?\n\n\nRead on. {url}"})
    assert made.startswith("Neck stiff?\n\n\nRead on. {url}\n\nNo advice")
    assert made.endswith(f"#StiffNeck #SelfCare\n{LINK}")


def test_the_summary_is_cut_first_and_at_a_word() -> None:
    """An ellipsis says that something is missing; everything else stands whole."""
    made = text(most=150)
    assert "What helps, what does not, and when to see a…" in made
    assert made.endswith(f"{SHARE['disclaimer']}\n#StiffNeck #SelfCare\n{LINK}")


def test_then_hashtags_go_from_the_last_to_the_first() -> None:
    """A summary of a few signs is noise, and half a hashtag is another one."""
    made = text(most=90)
    assert "What" not in made
    assert made.endswith(f"#StiffNeck\n{LINK}")


def test_the_title_is_cut_last() -> None:
    """Link and disclaimer are never cut."""
    assert text(most=72) == f"Ease a…\n\n{SHARE['disclaimer']}\n{LINK}"


def test_no_room_at_all_is_an_error() -> None:
    """Nothing is posted that says nothing of the page, and nothing that the service would refuse."""
    with pytest.raises(ValueError, match="no room"):
        text(most=50)


@given(st.text(max_size=400), st.text(max_size=400), st.lists(st.text(max_size=30), max_size=9), st.text(max_size=90))
def test_every_post_fits_and_keeps_its_link(title: str, summary: str, tags: list[str], own: str) -> None:
    """Whatever a page is called, X takes the post, and the post can be found again."""
    made = text(title=title, summary=summary, tags=tags, text={"x": own})
    assert weighted_length(made) <= MAX_WEIGHT
    assert made.endswith(LINK)


@pytest.mark.parametrize(
    "config, query",
    [
        ({}, "m=k7"),
        (
            {"utm_source": "x", "utm_medium": "", "utm_campaign": "neck week"},
            "utm_source=x&utm_campaign=neck+week&m=k7",
        ),
    ],
)
def test_statistics_stand_before_the_marker(config: dict[str, str], query: str) -> None:
    """Only what the destination has filled in is added, and the marker stays."""
    assert post_link("https://example.org/", config, "k7") == f"https://example.org/?{query}"
