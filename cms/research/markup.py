"""Studies in the words of schema.org."""

from typing import Any

from cms.core.schema_org import Node, work


def paper(page: Any) -> Node:
    """The paper that a summary is about; the summary itself is an article of this site."""
    return work(page.reference) | {"@type": "MedicalScholarlyArticle", "publicationType": page.get_design_display()}
