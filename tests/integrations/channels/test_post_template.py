import pytest

from integrations.channels.post_template import DEFAULT, laid_out, template_problem

EMPTY = dict.fromkeys(("title", "summary", "url", "hashtags", "disclaimer"), "")


@pytest.mark.parametrize(
    "template", [DEFAULT, "{url}", "New: {title}\r\n{url}\r\n\r\n{hashtags}", "{{{title}}} {url} {disclaimer}"]
)
def test_what_can_be_filled_is_taken(template: str) -> None:
    """Every variable, lines as browsers send them, and braces that are to be seen."""
    assert template_problem(template) == ""


@pytest.mark.parametrize(
    "template, words",
    [
        ("{headline} {url}", "There is no variable {headline}. There are {title}, {summary}"),
        ("{title.__class__} {url}", "There is no variable {title.__class__}"),
        ("{title!r} {url}", "There is no variable {title}"),
        ("{title:>99} {url}", "There is no variable {title}"),
        ("{} {url}", "There is no variable {}"),
        ("{title", "A brace stands alone"),
        ("title} {url}", "A brace stands alone"),
        ("{title}", "{url} must stand in it once"),
        ("{url} {url}", "{url} must stand in it once"),
        ("{title}:{url}", "with a space or a new line"),
        ("x" * 101 + " {url}", "more than 100 characters"),
    ],
)
def test_what_cannot_is_refused_and_says_why(template: str, words: str) -> None:
    """Nothing unknown, nothing that reaches into objects, and never a post without its link."""
    assert words in template_problem(template)


def test_what_a_page_does_not_have_leaves_no_gap() -> None:
    """Lines and paragraphs of variables that are empty do not stand."""
    template = "{title}\n{hashtags}\n\n{summary}\n\n\n\n{url}"
    assert laid_out(template, {**EMPTY, "title": "Neck", "url": "link"}) == "Neck\n\nlink"


def test_values_are_words_and_no_templates() -> None:
    """What an editor writes in braces is shown in braces."""
    assert laid_out("{title} {{x}}", {**EMPTY, "title": "{url}"}) == "{url} {x}"
