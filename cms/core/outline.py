"""The headings of a page as its table of contents, each with the id that its place in the page has."""

from dataclasses import dataclass, field, replace

from django.utils.text import slugify

SECTION, PART = 2, 3  # the levels of HTML that headings may have; the title of the page is the first
NAMELESS = "section"
MARK_LENGTH = 4


@dataclass(frozen=True)
class Heading:
    """One heading.

    Args:
        id: what an address ends with to lead here (`#what-helps`); no other heading of the page has it.
        field: the member of the page's JSON that it stands in.
    """

    id: str
    text: str
    level: int
    field: str = ""
    parts: tuple["Heading", ...] = ()


@dataclass
class Outline:
    """The headings read so far, in their order."""

    headings: list[Heading] = field(default_factory=list)

    def add(self, text: str, level: int, mark: str, field: str = "") -> str:
        """Take in the next heading.

        Its id is made of its text alone, so that links to it hold whatever becomes of other headings. Of several with
        the same text, all but the first carry a mark of their own besides.

        Args:
            mark: what only this heading has, of hexadecimal digits: the id of its block.

        Returns:
            The id.
        """
        slug = slugify(text, allow_unicode=True) or NAMELESS
        marks = (f"{slug}-{mark.replace('-', '')[:length]}" for length in range(MARK_LENGTH, len(mark)))
        numbers = (f"{slug}-{number}" for number in range(2, len(self.headings) + 3))
        id_ = next(name for name in (slug, *marks, *numbers) if name not in self._taken)
        self.headings.append(Heading(id_, text, level, field))
        return id_

    @property
    def _taken(self) -> set[str]:
        return {heading.id for heading in self.headings}

    def nested(self) -> list[Heading]:
        """The sections with their parts; a part before the first section of its field stands for itself."""
        sections: list[Heading] = []
        for heading in self.headings:
            last = sections[-1] if sections else None
            if heading.level > SECTION and last and last.level == SECTION and last.field == heading.field:
                sections[-1] = replace(last, parts=(*last.parts, heading))
            else:
                sections.append(heading)
        return sections
