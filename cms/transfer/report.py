"""What an import tells: of each page what became of it, and what an editor should look at."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from cms.core.models import ContentPage
from cms.core.models.claims import open_claims
from cms.transfer.found import FoundPage, Remark

EXCERPT = 100
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
LEFT, SKIPPED, FAILED = "left alone", "skipped", "failed"


@dataclass(frozen=True)
class Outcome:
    """What became of one page.

    Args:
        what: `created`, `updated`, `unchanged`, `left alone` (somebody has worked on it here), `skipped` (it is
            nothing for this site) or `failed`.
        page: the draft; none when there is none.
        why: why it was skipped, or failed.
    """

    found: FoundPage
    what: str
    page: ContentPage | None = None
    why: str = ""

    @property
    def claims(self) -> list[Remark]:
        """What may not be published as it stands: somebody has to rewrite it, or to decide."""
        if self.page is None or self.what not in (CREATED, UPDATED):
            return []
        return [
            Remark(f"makes a claim ({claim.rule.name})", field, claim.sentence)
            for field, claim in open_claims(self.page)
        ]

    def as_json(self) -> dict[str, Any]:
        """All of it, texts in full."""
        return {
            "source": self.found.source,
            "address": self.found.address,
            "title": self.found.title,
            "outcome": self.what,
            "why": self.why,
            "page": self.page and self.page.pk,
            "published": self.found.published and self.found.published.isoformat(),
            "remarks": [asdict(remark) for remark in self.found.remarks],
            "claims": [asdict(claim) for claim in self.claims],
        }

    def lines(self) -> Iterator[str]:
        """For a person: remarks of one kind together, texts as excerpts."""
        number = f" (page {self.page.pk})" if self.page else ""
        yield f"{self.what}: {self.found.title or self.found.source}{number}{self.why and ': ' + self.why}"
        if self.what in (CREATED, UPDATED, FAILED):
            remarks = sorted([*self.found.remarks, *self.claims], key=lambda remark: (remark.what, remark.element))
            for (what, element), alike in groupby(remarks, key=lambda remark: (remark.what, remark.element)):
                texts = [remark.text for remark in alike]
                times = f" ({len(texts)} times)" if len(texts) > 1 else ""
                yield f"    {element or 'page'} {what}{times}{_excerpt(texts)}"


def _excerpt(texts: list[str]) -> str:
    text = " | ".join(filter(None, texts))
    return f": {text[:EXCERPT]}{'…' if len(text) > EXCERPT else ''}" if text else ""
