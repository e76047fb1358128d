import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.channels.hashtags import hashtags


@pytest.mark.parametrize(
    "tag, made",
    [
        ("stiff neck", "#StiffNeck"),
        ("COVID-19", "#COVID"),
        ("self-care", "#SelfCare"),
        ("rückenschmerzen", "#Rückenschmerzen"),
        ("经络", "#经络"),
        ("हिन्दी", "#हिन्दी"),
        ("Cafe\u0301 au lait", "#CaféAuLait"),
        ("don't", "#DonT"),
    ],
)
def test_words_are_joined_in_camel_case(tag: str, made: str) -> None:
    """Letters of every script stay, everything else ends a word."""
    assert hashtags([tag]) == [made]


@pytest.mark.parametrize("tag", ["", "2026", "!?", "👍", "\u0301"])
def test_without_a_letter_there_is_no_hashtag(tag: str) -> None:
    """A number or a sign alone would be no link on any service."""
    assert hashtags([tag]) == []


def test_none_is_said_twice() -> None:
    """Two tags that differ in signs or capitals make one hashtag; the order stays."""
    assert hashtags(["self care", "neck", "Self-Care"]) == ["#SelfCare", "#Neck"]


@given(st.lists(st.text(max_size=12), max_size=6))
def test_every_hashtag_is_one_word(tags: list[str]) -> None:
    """Whatever a tag is called, what follows the sign is unbroken and has a letter."""
    for made in hashtags(tags):
        assert made.startswith("#")
        assert len(made.split()) == 1
        assert any(sign.isalpha() for sign in made)
