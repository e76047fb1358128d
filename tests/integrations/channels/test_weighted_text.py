import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.channels.links_in_text import link_spans
from integrations.channels.weighted_text import LIGHT_RANGES, LINK_WEIGHT, MAX_WEIGHT, shorten, weighted_length
from tests.contracts import contract

WORDS = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(["https://example.org/a?m=1", "example.com", "👨‍👩‍👧‍👦", "1️⃣", "経絡", "e.g."]),
    )
).map(" ".join)


@pytest.mark.parametrize(
    "group,emoji_as_one",
    [
        ("WeightedTweetsWithDiscountedEmojiCounterTest", True),
        ("UnicodeDirectionalMarkerCounterTest", True),
        ("WeightedTweetsCounterTest", False),
    ],
)
def test_counts_as_x_publishes(group: str, emoji_as_one: bool) -> None:
    """Every published case of twitter-text has the weight that X gives it."""
    for case in contract("twitter-text/validate.yml")["tests"][group]:
        weight = weighted_length(case["text"], emoji_as_one=emoji_as_one)
        assert weight == case["expected"]["weightedLength"], case["description"]


def test_weights_are_those_of_the_third_configuration() -> None:
    """Limit, link weight and the ranges of light characters are the published ones."""
    published = contract("twitter-text/config/v3.json")
    light = [(span["start"], span["end"]) for span in published["ranges"] if span["weight"] == published["scale"]]
    assert list(LIGHT_RANGES) == light
    assert (published["maxWeightedTweetLength"], published["transformedURLLength"]) == (MAX_WEIGHT, LINK_WEIGHT)


@pytest.mark.parametrize("group", ["urls", "urls_with_indices", "urls_with_directional_markers"])
def test_spots_links_as_x_publishes(group: str) -> None:
    """Every published case of twitter-text has the links that X makes of it."""
    for case in contract("twitter-text/extract.yml")["tests"][group]:
        expected = [link["url"] if isinstance(link, dict) else link for link in case["expected"]]
        found = [case["text"][start:end] for start, end in link_spans(case["text"])]
        assert found == expected, case["description"]


def test_link_weighs_23_however_long() -> None:
    """A link with a long query weighs what a short one weighs."""
    assert weighted_length("https://example.org/" + "a" * 200 + "?m=x") == 23
    assert weighted_length("https://a.wellness/?m=x") == 23


def test_text_that_fits_is_left_alone() -> None:
    """A text within the limit comes back as it is."""
    assert shorten("Ease a stiff neck.", 18) == "Ease a stiff neck."


def test_text_is_cut_between_words() -> None:
    """A longer text ends with its last whole word and an ellipsis, without the comma before."""
    assert shorten("Ease a stiff neck, gently and slowly", 24) == "Ease a stiff neck…"


def test_text_without_spaces_is_cut_between_signs() -> None:
    """Chinese is cut between two signs."""
    assert shorten("按摩穴位可以缓解颈部僵硬", 10) == "按摩穴位…"


def test_emoji_and_links_are_kept_whole() -> None:
    """What does not fit as a whole is left out as a whole."""
    assert shorten("Family 👨‍👩‍👧‍👦👨‍👩‍👧‍👦 and all", 11) == "Family…"
    assert shorten("See https://example.org/articles/sleep/ for more", 27) == "See…"


@given(WORDS, st.integers(0, 60))
def test_shortened_text_never_weighs_more_than_the_limit(text: str, limit: int) -> None:
    """Whatever the text, what is left of it fits."""
    assert weighted_length(shorten(text, limit)) <= limit


@given(st.text())
def test_pieces_weigh_at_least_something(text: str) -> None:
    """Only the empty text weighs nothing, and joining a family of emoji to one never makes a text heavier."""
    assert weighted_length(text) <= weighted_length(text, emoji_as_one=False)
    assert bool(weighted_length(text)) == bool(text)
