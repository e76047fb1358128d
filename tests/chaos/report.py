"""What a campaign came to, for people."""

from collections import Counter
from itertools import pairwise

from tests.chaos.extras import extras
from tests.chaos.judge import judge
from tests.chaos.records import Evidence

SHOWN = 5  # contradictions of one rule


def report(evidence: Evidence) -> str:
    """Tables in Markdown: what was done, what passed, and what each rule of the judge found."""
    return "\n\n".join((_faults(evidence), _traffic(evidence), _verdicts(evidence)))


def _faults(evidence: Evidence) -> str:
    repeats = Counter(str(extra.injury) for extra in extras(evidence) if extra.injury)
    counted = Counter(str(injury) for injury in evidence.injuries)
    rows = [f"| {name} | {count} | {repeats[name]} |" for name, count in sorted(counted.items())]
    total = f"| all | {counted.total()} | {repeats.total()} |"
    return "\n".join(["| fault | times | requests repeated for it |", "|---|---:|---:|", *rows, total])


def _traffic(evidence: Evidence) -> str:
    sent = [move.at for move in evidence.moves if move.after == "sent"]
    longest = max((later - earlier for earlier, later in pairwise(sent)), default=0)
    figures = {
        "deliveries sent": len(sent),
        "webhook requests": len(evidence.arrivals),
        "of these taken": sum(one.accepted for one in evidence.arrivals),
        "of these taken once more": len(extras(evidence)),
        "posts": len(evidence.posts),
        "minutes from the first to the last": f"{(max(sent) - min(sent)) / 60:.1f}",
        "seconds of the longest gap between two": f"{longest:.1f}",
    }
    return "\n".join(["| what passed | |", "|---|---:|", *(f"| {name} | {value} |" for name, value in figures.items())])


def _verdicts(evidence: Evidence) -> str:
    found = judge(evidence)
    rows = [f"| {rule} | {len(problems)} |" for rule, problems in found.items()]
    details = [f"\n{problem}" for problems in found.values() for problem in problems[:SHOWN]]
    return "\n".join(["| what must not be | times |", "|---|---:|", *rows, *details])
