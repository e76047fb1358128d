"""The body of a page in the making: what the readers of its elements write into."""

from dataclasses import dataclass, field, replace

from bs4 import Tag

from cms.transfer import html_readers
from cms.transfer.found import Block, Remark
from cms.transfer.html_left_out import describe, substance, why_left_out
from cms.transfer.html_prose import PLAIN, Marks, Prose
from cms.transfer.html_text import INLINE, is_text


@dataclass
class Body:
    """Blocks, and remarks on whatever was not kept as it was.

    Args:
        address: what links and pictures are relative to.
    """

    address: str
    blocks: list[Block] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    prose: Prose = field(default_factory=Prose)
    _after_list: list[Block] = field(default_factory=list)

    def read(self, *tags: Tag) -> "Body":
        """Read all of some elements, and be done. What is no text is taken out of them first."""
        for tag in tags:
            self._prune(tag)
            self.walk(tag, PLAIN)
            self.prose.end_paragraph()
        self.end_prose()
        return self

    def walk(self, tag: Tag, marks: Marks) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self._element(child, marks)
            elif is_text(child):
                self.prose.write(str(child), marks)

    def _prune(self, tag: Tag) -> None:
        for child in [child for child in tag.children if isinstance(child, Tag)]:
            if why := why_left_out(child):
                self.remark(why, child, substance(child))
                child.extract()
            else:
                self._prune(child)

    def _element(self, tag: Tag, marks: Marks) -> None:
        if read := html_readers.READERS.get(tag.name):
            read(self, tag, marks)
        elif tag.name in INLINE:
            self.walk(tag, marks)
        else:
            self.paragraph(tag, marks)

    def paragraph(self, tag: Tag, marks: Marks) -> None:
        self.prose.end_paragraph()
        self.walk(tag, marks)
        self.prose.end_paragraph()

    def within_list(self, tag: Tag, marks: Marks, kind: str) -> None:
        """Read the items of a list; blocks that stand in it come after it, so that it is not torn apart."""
        self.prose.end_line()
        outer, self.prose.lists = self.prose.lists, (*self.prose.lists, kind)
        self.walk(tag, marks)
        self.prose.end_line()
        self.prose.lists = outer
        if not outer and self._after_list:
            waiting, self._after_list = self._after_list, []
            self.end_prose()
            self.blocks += waiting

    def add(self, name: str, value: object) -> None:
        """Add a block, after the prose so far."""
        if self.prose.lists:
            self._after_list.append((name, value))
        else:
            self.end_prose()
            self.blocks.append((name, value))

    def end_prose(self) -> None:
        if html := self.prose.take():
            self.blocks.append(("paragraph", html))

    def remark(self, what: str, tag: Tag, text: str = "") -> None:
        self.remarks.append(Remark(what, describe(tag), text))

    def apart(self) -> "Body":
        """An empty body with the same address."""
        return replace(self, blocks=[], remarks=[], prose=Prose(), _after_list=[])
