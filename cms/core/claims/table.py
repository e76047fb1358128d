"""What the table of a language holds: rules with their patterns, and how the language denies and reports."""

import re
from dataclasses import dataclass


def words(pattern: str) -> re.Pattern[str]:
    """A pattern for tidy text, whatever the case."""
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ClaimRule:
    """One kind of claim that may not be published.

    Args:
        name: what messages and acceptances call it; never changed once it is in use.
        stems: every match contains one of these, in lower case; text without any is not searched.
        pattern: finds the words of the claim in one sentence.
        unless: a sentence with this makes no such claim.
        why: what is wrong with it.
        remedy: what to write instead.
        source: who says so.
        deniable: “it does not …” is no such claim.
        reportable: a research summary may tell that a study found it.
        needs_source: allowed on a page that cites a reference.
    """

    name: str
    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    why: str
    remedy: str
    source: str
    unless: re.Pattern[str] | None = None
    deniable: bool = True
    reportable: bool = False
    needs_source: bool = False


@dataclass(frozen=True, kw_only=True)
class ClaimTable:
    """The rules of one language, and the words that turn a claim into a denial or a report.

    Args:
        rules: in the order in which they are told.
        negation: denies what follows in the same clause.
        sham_negation: looks like a negation and strengthens the claim; it ends the clause.
        listed: verbs that may stand in a list between a negation and the claim (“does not treat, heal or …”).
        clause_end: what follows is not denied any more.
        reporter, reporting: who found something, and that it was found; a report has both.
    """

    rules: tuple[ClaimRule, ...]
    negation: re.Pattern[str]
    sham_negation: re.Pattern[str]
    listed: re.Pattern[str]
    clause_end: re.Pattern[str]
    reporter: re.Pattern[str]
    reporting: re.Pattern[str]

    def denies(self, before: str) -> bool:
        """Whether the words before a claim, in its sentence, deny it."""
        clause = self.clause_end.split(self.listed.sub("", self.sham_negation.sub(";", before)))[-1]
        return bool(self.negation.search(clause))

    def reports(self, sentence: str) -> bool:
        """Whether a sentence tells what a study found."""
        return bool(self.reporter.search(sentence) and self.reporting.search(sentence))
