"""What was promised to clients is kept, or the changelog says what is broken."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from cms.api.openapi import description
from tests.cms.api.contract.promises import KEPT, promises

Description = dict[str, Any]


def broken(described: Description, kept: set[str]) -> list[str]:
    """The promises of the last release that do not hold any more."""
    return sorted(kept - promises(described))


def test_what_is_broken_stands_in_the_changelog() -> None:
    """A promise that was given with the last release holds, or the changelog quotes its line.

    What is promised, and what clients should expect besides, stands in docs/front_ends.md.
    """
    changelog = (settings.BASE_DIR / "CHANGELOG.md").read_text()
    lost = broken(description(), set(KEPT.read_text().splitlines()))
    assert [promise for promise in lost if f"`{promise}`" not in changelog] == []


def remove_path(described: Description) -> None:
    del described["paths"]["/api/v1/menus/"]


def remove_member(described: Description) -> None:
    del described["components"]["schemas"]["Tag"]["properties"]["slug"]


def make_nullable(described: Description) -> None:
    described["components"]["schemas"]["Tag"]["properties"]["slug"]["type"] = ["string", "null"]


def make_optional(described: Description) -> None:
    described["components"]["schemas"]["Tag"]["required"].remove("slug")


def remove_block(described: Description) -> None:
    described["components"]["schemas"]["ArticleDocument"]["properties"]["body"]["items"]["oneOf"].pop()


def need_more(described: Description) -> None:
    described["paths"]["/api/v1/menus/"]["get"]["parameters"][0]["required"] = True


def take_less(described: Description) -> None:
    parameters = described["paths"]["/api/v1/articles/"]["get"]["parameters"]
    next(one for one in parameters if one["name"] == "order")["schema"]["enum"].remove("title")


def answer_otherwise(described: Description) -> None:
    content = described["paths"]["/api/v1/articles/"]["get"]["responses"]["200"]["content"]
    content["text/html"] = content.pop("application/json")


@pytest.mark.parametrize(
    "change",
    [remove_path, remove_member, make_nullable, make_optional, remove_block, need_more, take_less, answer_otherwise],
)
def test_a_break_is_seen(change: Callable[[Description], None]) -> None:
    """Whatever a client would stumble over takes a promise away."""
    changed = copy.deepcopy(description())
    change(changed)
    assert broken(changed, promises(description())) != []


def test_an_addition_is_no_break() -> None:
    """A new address, parameter, member and block type leave every promise as it was."""
    more = copy.deepcopy(description())
    more["paths"]["/api/v1/more/"] = more["paths"]["/api/v1/menus/"]
    parameters = more["paths"]["/api/v1/articles/"]["get"]["parameters"]
    parameters.append({**parameters[0], "name": "more"})
    article = more["components"]["schemas"]["ArticleDocument"]
    article["properties"]["more"] = {"type": "string"}
    article["required"].append("more")
    article["properties"]["body"]["items"]["oneOf"].append({"$ref": "#/components/schemas/VideoBlock"})
    assert broken(more, promises(description())) == []
