"""What each parameter is given, by how that is called."""

from typing import Any

from tests.bench.scale.words import EVERYWHERE, HUNDREDTH, RARE, TENTH

Json = dict[str, Any]
Ways = dict[str, str]

NOBODY_HAS = "nobodyhasthis"
NEVER = {"published_before": "2000-01-01", "published_after": "2100-01-01", "updated_after": "2100-01-01"}
SEARCHES = {
    "for a word of every text": EVERYWHERE,
    "for one of every tenth": TENTH,
    "for one of every hundredth": HUNDREDTH,
    "for one of ten texts": RARE,
    "for a word that is begun": EVERYWHERE[:4],
    "for two words": f"{EVERYWHERE} {TENTH}",
    "for a code": "UB 23",
    "for Han characters": "腎俞",
    "for nothing": NOBODY_HAS,
}
# Where the example of the description would say nothing, or stands for something that is not there.
CHOSEN = {
    "q": SEARCHES,
    "limit": {"limit=10": "10"},
    "site": {"site=": "localhost"},
    "locale": {"locale=": "en"},
    "rich_text": {"rich_text=markdown": "markdown"},
    "facets": {"facets=type,tag": "type,tag"},
}
EVERY_VALUE = {"order", "include", "count", "version"}


def ways_of(parameter: Json, found: Ways) -> Ways:
    """The ways to give a parameter.

    Args:
        parameter: as the description has it.
        found: values of the installation, by the name of the parameter.
    """
    name, schema = parameter["name"], parameter["schema"]
    if name in CHOSEN:
        return CHOSEN[name]
    if name in EVERY_VALUE:
        return {f"{name}={value}": value for value in schema["enum"]}
    if name in NEVER:
        return {f"{name}= the middle": found["middle"], f"{name}= never": NEVER[name]}
    example = parameter["example"][0] if schema["type"] == "array" else parameter["example"]
    ways = {f"{name}=": found.get(name, str(example))}
    is_open = parameter.get("explode") and "enum" not in schema["items"]
    return {**ways, f"{name}= of nobody": NOBODY_HAS} if is_open else ways
