"""Finds the forbidden claims in a text."""

from collections.abc import Iterator
from dataclasses import dataclass

from cms.core.claims.english import ENGLISH
from cms.core.claims.sentences import sentences, tidy
from cms.core.claims.table import ClaimRule, ClaimTable

# A language without a table is judged by the English one: better some words than none.
TABLES = {"en": ENGLISH}


@dataclass(frozen=True)
class Claim:
    """A forbidden claim: the rule it breaks, the words that make it, and the sentence they stand in."""

    rule: ClaimRule
    words: str
    sentence: str

    @property
    def reason(self) -> str:
        """What is wrong with it, and what to write instead."""
        named = f"Claim rule “{self.rule.name}”: “{self.words}” in “{self.sentence}”"
        return f"{named} {self.rule.why} {self.rule.remedy}"

    def __str__(self) -> str:
        return f"{self.reason} Or save a draft, and let a second person decide in Reports, “Claims to decide”."


def check_claims(
    text: str, language: str = "en", *, cites: bool = False, denied: bool = False, of_a_study: bool = False
) -> list[Claim]:
    """The forbidden claims in a text, in the order in which they stand there; one of a kind per sentence.

    A claim that its own sentence denies is none (“does not cure”, “no study shows that it cures”). The denial must
    stand before the claim and in the same clause: what is denied afterwards (“that it cures was never shown”) or in
    the next sentence, as in a disclaimer, is found all the same, and so is a question. Claims in other words than
    those in the table are not found; a negation of something else in the same clause can hide one.

    Args:
        text: plain or HTML.
        language: its code; “en-gb” is English.
        cites: whether the text rests on a reference, which a percentage needs.
        denied: whether the text stands under words that deny it, such as “what the study does not show”.
        of_a_study: whether it summarises one study, and may therefore report what was found.
    """
    table = TABLES.get(language.partition("-")[0].lower(), ENGLISH)
    tidied = tidy(text)
    rules = [
        rule
        for rule in _rules_near(tidied, table)
        if not (cites and rule.needs_source) and not (denied and rule.deniable)
    ]
    found = [claim for sentence in sentences(tidied) for claim in _claims(sentence, rules, table)] if rules else []
    return [claim for claim in found if not (of_a_study and claim.rule.reportable and table.reports(claim.sentence))]


def _rules_near(tidied: str, table: ClaimTable) -> Iterator[ClaimRule]:
    """The few rules that a text can break at all, by their stems."""
    folded = tidied.casefold()
    return (rule for rule in table.rules if any(stem in folded for stem in rule.stems))


def _claims(sentence: str, rules: list[ClaimRule], table: ClaimTable) -> Iterator[Claim]:
    for rule in rules:
        if rule.unless and rule.unless.search(sentence):
            continue
        for match in rule.pattern.finditer(sentence):
            if not (rule.deniable and table.denies(sentence[: match.start()])):
                yield Claim(rule, match[0], sentence)
                break
