"""How a text is read for claims."""

from time import process_time
from typing import Any

from cms.core.claims import check_claims
from cms.core.claims.sentences import sentences, tidy


def names(text: str, **context: Any) -> list[str]:
    return [claim.rule.name for claim in check_claims(text, **context)]


def test_a_claim_says_rule_words_sentence_and_remedy() -> None:
    """An editor reads which words break which rule, and what to do."""
    [claim] = check_claims("<p>Press here. It <b>cures</b>\n pain.</p>")
    assert (claim.words, claim.sentence) == ("cures", "It cures pain.")
    assert str(claim).startswith("Claim rule “cure”: “cures” in “It cures pain.”")
    assert "Say what was measured" in str(claim)


def test_markup_ends_sentences_where_readers_see_an_end() -> None:
    """A negation in one item of a list denies nothing in the next."""
    assert names("<ul><li>No needles</li><li>A cure for pain</li></ul>") == ["cure"]
    assert list(sentences(tidy("<p>One</p><p>two <i>and</i> a half. Three</p>"))) == ["One", "two and a half.", "Three"]


def test_web_addresses_claim_nothing() -> None:
    """Where a link leads to is no sentence of ours."""
    assert names('See https://cure.example.org/cure or <a href="/a-cure/">there</a>.') == []


def test_a_disclaimer_rescues_nothing() -> None:
    """A denial in another sentence leaves the claim a claim."""
    assert names("It cures pain. This is no medical advice and does not replace your doctor.") == ["cure"]


def test_a_reference_carries_a_percentage_but_not_an_absolute() -> None:
    """With a source a percentage passes; 100 % does not."""
    assert names("Pain fell by 20 %.", cites=True) == []
    assert names("It is 100 % safe.", cites=True) == ["100 %"]


def test_a_study_is_reported_in_a_summary_only() -> None:
    """What a trial found may be told where the trial is described, and not in advertising."""
    found = "The authors found pressing safer than tablets."
    assert names(found, of_a_study=True) == []
    assert names(found) == ["safer than"]
    assert names("The authors found it works: relief is guaranteed.", of_a_study=True) == ["guarantee"]


def test_under_a_denying_heading_claims_are_denied() -> None:
    """A list of what is not so may name it; numbers need their source there too."""
    assert names("That pressing cures 20 % of people.", denied=True) == ["percentage without a source"]


def test_an_unknown_language_is_read_with_the_english_table() -> None:
    """A page in another language is not free of rules."""
    assert [claim.rule.name for claim in check_claims("Ohne Quelle: 80 %.", "de-ch")] == ["percentage without a source"]


def test_a_long_page_is_read_in_no_noticeable_time() -> None:
    """3,000 words, each near a claim, take less than a quarter of a second of computing."""
    text = "No study of 40 people shows that it is safer and gentler, to stop and avoid all of your needles. " * 150
    start = process_time()
    assert check_claims(text) == []
    assert process_time() - start < 0.25


def test_a_line_that_is_broken_for_its_length_goes_on() -> None:
    """A single line break is a space, in HTML as in plain text; an empty line ends the sentence."""
    assert names("Pressing is safer\nthan tablets.") == ["safer than"]
    assert names("No needles\n\nA cure for pain") == ["cure"]
