"""Points and meridians in the words of schema.org: terms of a tradition, not structures of the body."""

from typing import Any

from cms.core.schema_org import Node, node, plain

# Both name the points; where each lies is in the WHO's later book on locations.
POINTS = node("DefinedTermSet", name="WHO standard acupuncture nomenclature")
MERIDIANS = node("DefinedTermSet", name="Meridians of the WHO standard acupuncture nomenclature")


def point(page: Any) -> Node:
    """A point by its code and names."""
    names = dict.fromkeys([page.pinyin, page.hanzi_traditional, page.hanzi_simplified])
    return node(
        "DefinedTerm",
        name=page.code,
        alternateName=[name for name in names if name],
        termCode=page.code,
        inDefinedTermSet=POINTS,
    )


def meridian(line: Any) -> Node:
    """One of the lines that points are named after."""
    names = dict.fromkeys([line.pinyin, line.hanzi_traditional, line.hanzi_simplified])
    return node(
        "DefinedTerm",
        name=line.get_code_display(),
        alternateName=[name for name in names if name],
        description=plain(line.description),
        termCode=line.code,
        inDefinedTermSet=MERIDIANS,
    )
