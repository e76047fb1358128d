"""What is not part of the text of a page: what cannot be kept, and what belongs to the site around it."""

import re

from bs4 import Tag

from cms.transfer.html_text import elements, visible_text

NO_CONTENT = elements(
    "aside audio base button canvas dialog embed footer form frame frameset head iframe input link map math menu meta "
    "nav noembed noframes noscript object script select source style svg template textarea title track video"
)
STRUCK_OUT = frozenset(("del", "s", "strike"))
ROLES = elements("banner navigation complementary contentinfo search dialog alert")
# Words in the class or the id of an element that say what it is, as the usual site builders write them.
FURNITURE = re.compile(
    r"(ads?|advert\w*|adsbygoogle|sponsored|comments?|comments-area|respond|sharedaddy|shar(e|ing)(-\w+)*|social-\w+|"
    r"breadcrumbs?|cookie-\w+|newsletter(-\w+)*|related-posts|jp-relatedposts|sidebar|pagination|post-navigation|"
    r"skip-link|screen-reader-text)"
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def why_left_out(tag: Tag) -> str:
    """Why an element is no part of the text; empty when it is."""
    if tag.name in NO_CONTENT or (tag.name == "header" and not tag.find_parent(("article", "main"))):
        return "is left out"
    if tag.name in STRUCK_OUT:
        return "was struck out, and is left out"
    if "hidden" in tag.attrs or HIDDEN.search(attribute(tag, "style")):
        return "was hidden, and is left out"
    if attribute(tag, "role") in ROLES or any(map(FURNITURE.fullmatch, names(tag))):
        return "belongs to the site around the text, and is left out"
    return ""


def attribute(tag: Tag, name: str) -> str:
    """An attribute as text; empty when there is none."""
    value = tag.get(name) or ""
    return value.strip() if isinstance(value, str) else " ".join(value)


def names(tag: Tag) -> list[str]:
    """The words in class and id, in lower case."""
    return f"{attribute(tag, 'class')} {attribute(tag, 'id')}".lower().split()


def describe(tag: Tag) -> str:
    """An element in a few words: `div.comments`, `iframe`."""
    return ".".join([tag.name, *names(tag)[:1]])


def substance(tag: Tag) -> str:
    """What is lost with an element: its text, or else the address that it shows."""
    text = "" if tag.name in ("script", "style") else visible_text(tag)
    return text or attribute(tag, "src") or attribute(tag, "data")
