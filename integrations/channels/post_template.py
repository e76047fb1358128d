"""The template of a post: the words of a destination around what its pages give."""

import re
from collections.abc import Mapping
from string import Formatter

VARIABLES = ("title", "summary", "url", "hashtags", "disclaimer")
DEFAULT = "{title}\n\n{summary}\n\n{url}"
LONGEST = 100  # characters besides the variables, so that there is always room for a title
KNOWN = ", ".join(f"{{{name}}}" for name in VARIABLES)
PARAGRAPHS = re.compile(r"\n\s*\n")
LINK_APART = re.compile(r"(?<!\S)\{url\}(?!\S)")


def template_problem(template: str) -> str:
    """Why no post can be made of a template, as a sentence; empty when one can."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        return "A brace stands alone. Write {{ or }} for a brace that is to be seen."
    named = [(name, bool(form or conversion)) for _, name, form, conversion in parts if name is not None]
    if unknown := [name for name, is_formed in named if is_formed or name not in VARIABLES]:
        return f"There is no variable {{{unknown[0]}}}. There are {KNOWN}."
    if template.count("{url}") != 1 or not LINK_APART.search(template):
        return "{url} must stand in it once, with a space or a new line on both sides: posts are found again by it."
    if sum(len(literal) for literal, *_ in parts) > LONGEST:
        return f"It has more than {LONGEST} characters of its own, and leaves too little room for the page."
    return ""


def laid_out(template: str, values: Mapping[str, str]) -> str:
    """The template with the values in it; lines and paragraphs of which nothing is left do not stand."""
    plain = "\n".join(template.splitlines())
    paragraphs = ([line.format_map(values).strip() for line in part.split("\n")] for part in PARAGRAPHS.split(plain))
    return "\n\n".join(filter(None, ("\n".join(filter(None, lines)) for lines in paragraphs)))
