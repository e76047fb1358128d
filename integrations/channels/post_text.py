"""The words of a post: what a page gives, in the template of its destination, as far as it fits."""

from collections.abc import Mapping
from typing import Any

from integrations.channels.base import Setting
from integrations.channels.hashtags import hashtags
from integrations.channels.marked_links import marked_link
from integrations.channels.post_template import DEFAULT, KNOWN, laid_out, template_problem
from integrations.channels.weighted_text import Pieces, shorten, weight_of

SHORTEST_SUMMARY = 20  # less of a summary than this is noise
UTM = ("utm_source", "utm_medium", "utm_campaign")

SETTINGS = (
    Setting(
        name="template",
        label="Text of a post",
        help=f"Your own words and {KNOWN}. What a page does not have is left out with its line. The page's own text "
        "for this channel stands in place of title and summary.",
        lines=True,
        required=False,
        default=DEFAULT,
    ),
    Setting(
        name="utm_source",
        label="Source",
        help="For statistics: added to each link as utm_source. Leave it empty to add nothing; likewise the next two.",
        required=False,
    ),
    Setting(name="utm_medium", label="Medium", help="Added as utm_medium.", required=False),
    Setting(name="utm_campaign", label="Campaign", help="Added as utm_campaign.", required=False),
)


def text_problems(config: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the settings that make the text, by name."""
    problem = template_problem(config.get("template") or DEFAULT)
    return {"template": problem} if problem else {}


def post_link(url: str, config: Mapping[str, Any], marker: str) -> str:
    """The address of a page with the marker, and what the destination's statistics want."""
    return marked_link(url, marker, {name: config[name] for name in UTM if config.get(name)})


def post_text(
    share: Mapping[str, Any], channel: str, link: str, config: Mapping[str, Any], most: int, pieces: Pieces
) -> str:
    """The text of a post.

    What does not fit goes in this order: the end of the summary or all of it, hashtags from the last to the first, the
    end of the title. Link, disclaimer and the destination's own words are never cut.

    Args:
        channel: whose own text is meant.
        link: stands for {url}; empty where the service shows the link apart from the text.
        most: what a post may weigh.
        pieces: how the service weighs a text.

    Raises:
        ValueError: not even the beginning of a title fits.
    """
    template, values = config.get("template") or DEFAULT, _values(share, channel, link)
    for name, fit in (("summary", _summary), ("hashtags", _hashtags), ("title", shorten)):
        rest = weight_of(laid_out(template, {**values, name: ""}), pieces)
        if values[name] and weight_of(laid_out(template, values), pieces) > most:
            values[name] = fit(values[name], most - rest - len("\n\n"), pieces)
    text = laid_out(template, values)
    if weight_of(text, pieces) > most:
        raise ValueError("Template and disclaimer leave no room for the page")
    return text


def _values(share: Mapping[str, Any], channel: str, link: str) -> dict[str, str]:
    """What the variables stand for; an editor's own text takes the place of title and summary, just as it is."""
    own = ((share.get("text") or {}).get(channel) or "").strip()
    title, summary = (" ".join((share.get(name) or "").split()) for name in ("title", "summary"))
    return {
        "title": own or title,
        "summary": "" if own else summary,
        "url": link,
        "hashtags": " ".join(hashtags(share.get("tags") or [])),
        "disclaimer": share.get("disclaimer") or "",
    }


def _summary(text: str, room: int, pieces: Pieces) -> str:
    return shorten(text, room, pieces) if room >= SHORTEST_SUMMARY else ""


def _hashtags(text: str, room: int, pieces: Pieces) -> str:
    while text and weight_of(text, pieces) > room:
        text = text.rpartition(" ")[0]
    return text
