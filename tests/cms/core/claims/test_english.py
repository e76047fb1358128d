"""Which sentences claim too much, and which only sound like it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cms.core.claims import check_claims
from cms.core.claims.english import RULES
from cms.core.claims.sentences import tidy

BLOCKED = {
    "cure": [
        "Acupressure cures back pain.",
        "A cure for sciatica",
        "It is not magic: it cures.",
        "It not only eases pain, it cures it.",
        "There is no doubt that it cures.",
        "Can pressing cure back pain?",
        "It does not hurt and cures.",
        "This is no advice. It cures back pain.",
        "A cu\u200bre.",
    ],
    "guarantee": ["Relief is guaranteed.", "We guarantee less pain."],
    "miracle": ["A miracle point.", "It works miraculously."],
    "safer than": ["Pressing is safer than tablets.", "It is safer and gentler than surgery."],
    "no side effects": [
        "It has no side effects.",
        "Free of any side effects.",
        "It doesn't have adverse effects.",
        "No needles, no side effects.",
    ],
    "stop or delay care": [
        "Stop taking your tablets.",
        "It helps you to avoid surgery.",
        "You can delay the scan.",
        "You no longer need your medicine.",
        "People are coming off their painkillers.",
    ],
    "instead of care": ["Press here instead of seeing your doctor.", "It replaces the daily tablets."],
    "needles or current": [
        "Insert a thin needle here.",
        "You can use two needles.",
        "Apply a weak electric current.",
        "Attach an electrode to each point.",
    ],
    "100 %": ["It is 100 % natural.", "Works in 100% of cases.", "A hundred per cent safe.", "１００％ natural."],
    "percentage without a source": ["It helps 80 % of people.", "Pain fell by 12.5 per cent.", "80&nbsp;% felt better"],
}
ALLOWED = {
    "cure": [
        "It does not cure back pain.",
        "No study shows that pressing cures anything.",
        "It isn't a cure.",
        "It is not meant to diagnose, treat, cure or prevent a disease.",
        "Keep it secure.",
    ],
    "guarantee": ["Nobody can guarantee relief.", "There is no guarantee."],
    "miracle": ["It is not a miracle."],
    "safer than": ["No trial shows that it is safer than tablets.", "A safer way."],
    "no side effects": ["No side effects were reported by the 40 people.", "Side effects are rare."],
    "stop or delay care": [
        "Do not stop a prescribed medicine.",
        "Never delay a test.",
        "Ask your doctor before stopping your medicine.",
        "Stop when it hurts.",
        "Avoid broken skin.",
    ],
    "instead of care": ["This page does not replace your doctor.", "Press with a thumb instead of a finger."],
    "needles or current": [
        "Acupuncture uses needles.",
        "Do not insert a needle.",
        "It is pressing without electric current.",
    ],
    "100 %": ["It is not 100 % certain.", "100 % of 12 people came back."],
    "percentage without a source": ["Now 10 % off.", "One in ten."],
}


@pytest.mark.parametrize("rule, text", [(rule, text) for rule, texts in BLOCKED.items() for text in texts])
def test_a_claim_is_found(rule: str, text: str) -> None:
    """Each of these sentences breaks the rule."""
    assert rule in {claim.rule.name for claim in check_claims(text)}


@pytest.mark.parametrize("rule, text", [(rule, text) for rule, texts in ALLOWED.items() for text in texts])
def test_what_claims_nothing_passes(rule: str, text: str) -> None:
    """None of these sentences breaks the rule."""
    assert rule not in {claim.rule.name for claim in check_claims(text)}


def test_every_rule_has_examples_of_both_kinds() -> None:
    """Names are used once, and no rule comes without a sentence it blocks and one it lets pass."""
    names = [rule.name for rule in RULES]
    assert names == list(BLOCKED) == list(ALLOWED)


NEAR = st.sampled_from(["no", "safe", "than", "your", "doctor", "100", "80", "use", "side", "point", "of", "medicine"])


@given(st.text() | st.lists(NEAR).map(" ".join))
def test_text_without_any_stem_is_never_blocked(text: str) -> None:
    """What has none of the listed stems claims nothing, whatever else it says."""
    stems = {stem for rule in RULES for stem in rule.stems}
    assume(not any(stem in tidy(text).casefold() for stem in stems))
    assert check_claims(text) == []


@pytest.mark.parametrize("rule, text", [(rule, text) for rule, texts in BLOCKED.items() for text in texts])
def test_every_match_has_a_stem_of_its_rule(rule: str, text: str) -> None:
    """The stems, which save searching most texts, leave out nothing that the pattern finds."""
    [found] = [one for one in RULES if one.name == rule]
    match = found.pattern.search(tidy(text))
    assert match
    assert any(stem in match[0].casefold() for stem in found.stems)
