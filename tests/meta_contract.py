"""Meta's API specs, as a judge of requests to the Graph API and of its answers."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from integrations.http import Request, Response
from tests.contracts import contract

# What every edge takes, after the Graph API's overview; the specs list only what is an edge's own.
COMMON = {"fields", "since", "after", "appsecret_proof"}
NODES = {r"\d+": "Page", r"\d+_\d+": "PagePost"}
VERBS = {"GET": "#get", "POST": "#update", "DELETE": "#delete"}
KINDS: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "unsigned int": lambda value: str(value).isdecimal(),
    "bool": lambda value: str(value).lower() in {"true", "false"},
    "datetime": lambda value: bool(datetime.strptime(value, "%Y-%m-%dT%H:%M:%S%z")),
}
# The answers that the specs give a type for which is not what comes: Meta's reference pages say what does.
MADE = {"id", "post_id", "success"}


class MetaContract:
    """The edges, parameters and fields of one version, and the errors that Meta documents."""

    def __init__(self) -> None:
        self.version: str = contract("meta/version.txt")
        self.specs = {name: contract(f"meta/{name}.json") for name in ("Page", "PagePost", "Photo")}
        self.errors = contract("derived/meta_error_codes.json")

    def judge_request(self, request: Request) -> None:
        """Assert that the edge exists in this version and takes these parameters, and that no secret is in the URL."""
        query = dict(parse_qsl(urlsplit(request.url).query))
        assert "access_token" not in query
        if self.path(request) == ["debug_token"]:
            assert (request.method, list(query)) == ("GET", ["input_token"])
            return
        kinds = {parameter["name"]: parameter["type"] for parameter in self.edge(request)["params"]}
        given = {**query, **json.loads(request.body or b"{}")}
        for name in given.keys() - COMMON:
            assert KINDS[kinds[name]](given[name]), f"{name} is no {kinds[name]}"
        assert self.names(query.get("fields", "")) <= self.known("PagePost")

    def judge_answer(self, request: Request, response: Response) -> None:
        """Assert that the answer has the documented form: things of the specs, an id, or an error with a known code."""
        answer = json.loads(response.body)
        if response.status >= 400:
            self.judge_error(answer)
        elif request.method != "GET":
            assert answer
            assert answer.keys() <= MADE
        elif self.path(request) != ["debug_token"]:
            for post in answer.get("data", [answer]):
                self.judge_post(post)

    def judge_error(self, answer: Mapping[str, Any]) -> None:
        error, shape = answer["error"], self.errors["shape"]["error"]
        assert {"message", "type", "code", "fbtrace_id"} <= error.keys() <= shape.keys()
        assert all(type(error[name]) is type(shape[name]) or name.endswith("code") for name in error)
        ranges = [range(entry["range"][0], entry["range"][1] + 1) for entry in self.errors["codes"] if "range" in entry]
        codes = {entry.get("code") for entry in self.errors["codes"]} | {12, 324}
        assert error["code"] in codes or any(error["code"] in span for span in ranges)

    def judge_post(self, post: Mapping[str, Any]) -> None:
        kinds = {field["name"]: field["type"] for field in self.specs["PagePost"]["fields"]}
        assert "id" in post
        for name in post.keys() - {"attachments"}:
            assert KINDS[kinds[name]](post[name]), f"{name} is no {kinds[name]}"

    def path(self, request: Request) -> list[str]:
        base, version, *path = urlsplit(request.url).path.split("/")
        assert (base, version) == ("", self.version)
        return path

    def edge(self, request: Request) -> dict[str, Any]:
        """The spec's entry for what a request asks for."""
        node, *edge = self.path(request)
        (name,) = (name for pattern, name in NODES.items() if re.fullmatch(pattern, node))
        wanted = {"endpoint": edge[0]} if edge else {"name": VERBS[request.method]}
        (found,) = (
            api for api in self.specs[name]["apis"] if api["method"] == request.method and wanted.items() <= api.items()
        )
        entry: dict[str, Any] = found
        return entry

    def known(self, name: str) -> set[str]:
        """What may be asked for of a thing: its fields, and the edges that can be expanded in place."""
        edges = {api["endpoint"] for api in self.specs[name]["apis"] if api["method"] == "GET" and "endpoint" in api}
        return edges | {field["name"] for field in self.specs[name]["fields"]}

    @staticmethod
    def names(fields: str) -> set[str]:
        """The names at the top of a list of fields, without what is asked for of each."""
        return set(filter(None, re.sub(r"{[^}]*}", "", fields).split(",")))
