from typing import Any

from cms.core.citations import vancouver

ARTICLE: dict[str, Any] = {
    "type": "article-journal",
    "title": "Pressing matters",
    "author": [{"family": "Doe", "given": "Jane Mary"}, {"family": "de Vries", "given": "Jan-Piet K."}],
    "container-title": "BMJ",
    "issued": {"date-parts": [[2006, 3]]},
    "volume": "332",
    "issue": "7543",
    "page": "696-700",
    "DOI": "10.1234/x",
}


def test_an_article_is_rendered_in_the_vancouver_style() -> None:
    """Authors, title, journal, year, volume, issue, pages and DOI stand in the style's order."""
    assert vancouver(ARTICLE) == "Doe JM, de Vries JP. Pressing matters. BMJ. 2006;332(7543):696-700. doi:10.1234/x"


def test_more_than_six_authors_end_in_et_al() -> None:
    """Six authors are named; the others are “et al”."""
    authors = [{"family": f"A{n}"} for n in range(7)]
    assert vancouver({**ARTICLE, "author": authors}).startswith("A0, A1, A2, A3, A4, A5, et al. Pressing")


def test_a_report_names_its_publisher() -> None:
    """What is part of nothing has publisher and year, and organisations keep their name."""
    report = {
        "title": "Guideline?",
        "author": [{"literal": "WHO"}],
        "publisher": "WHO Press",
        "issued": {"date-parts": [[2023]]},
    }
    assert vancouver(report) == "WHO. Guideline? WHO Press; 2023."


def test_what_is_not_known_leaves_no_trace() -> None:
    """A title alone is a citation without stray punctuation."""
    assert vancouver({"title": "Alone"}) == "Alone."
    assert vancouver({"title": "Alone", "container-title": "Journal"}) == "Alone. Journal."
