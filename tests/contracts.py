"""The services' own contracts, read in place from CONTRACTS_DIR (`../shared/contracts` by default).

Where the folder is missing, the tests that need it are skipped with one line; with CI=true they fail.
"""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml
from jsonschema import Draft202012Validator

from integrations.http import Request, Response

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / os.environ.get("CONTRACTS_DIR", "../shared/contracts")


@cache
def contract(name: str) -> Any:
    """The content of one contract, by its path in the folder; without it the test is skipped, or fails in CI."""
    path = FOLDER / name
    if not path.is_file():
        missing = f"the contract {name} is not in CONTRACTS_DIR"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    text = path.read_text()
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)


def operation_of(request: Request, description: dict[str, Any]) -> dict[str, Any]:
    """The operation that a request asks for; the most literal path wins, as OpenAPI has it."""
    path = urlsplit(request.url).path
    paths = sorted(description["paths"].items(), key=lambda item: item[0].count("{"))
    matching = (item for template, item in paths if re.fullmatch(re.sub(r"{[^}]*}", "[^/]+", template), path))
    operation: dict[str, Any] = next(matching)[request.method.lower()]
    return operation


class XContract:
    """X's OpenAPI description, as a judge of requests and answers."""

    def __init__(self) -> None:
        self.description = contract("x/openapi.json")
        self.samples = contract("derived/x_error_samples.json")

    def judge_request(self, request: Request) -> None:
        """Assert that X's description has this operation, these parameters and this body."""
        operation = operation_of(request, self.description)
        known = {p["name"]: p for p in map(self.resolve, operation.get("parameters", []))}
        for name, value in parse_qsl(urlsplit(request.url).query):
            schema = self.resolve(known[name]["schema"])
            self.judge(value.split(",") if schema["type"] == "array" else typed(value, schema), schema)
        if request.body:
            content = operation["requestBody"]["content"][request.headers["content-type"]]
            self.judge(json.loads(request.body), content["schema"])

    def judge_answer(self, request: Request, response: Response) -> None:
        """Assert that the answer is one X describes for the operation, or one that was seen from X itself."""
        answers = operation_of(request, self.description)["responses"]
        content = answers.get(str(response.status), answers["default"])["content"]
        answer = json.loads(response.body)
        if response.status < 300 or not self.was_seen(response.status, answer):
            self.judge(answer, content[response.header("content-type")]["schema"])

    def was_seen(self, status: int, answer: Any) -> bool:
        seen = [sample for sample in self.samples if sample["http"] == status]
        return any(
            sample.get("body") == answer or sample.get("body_contains") == answer.get("title") for sample in seen
        )

    def judge(self, instance: Any, schema: dict[str, Any]) -> None:
        whole = {**nulls_allowed(schema), "components": self.components}
        Draft202012Validator(whole).validate(instance)

    @property
    def components(self) -> Any:
        if "judged" not in self.__dict__:
            self.judged = nulls_allowed(self.description["components"])
        return self.judged

    def resolve(self, part: dict[str, Any]) -> dict[str, Any]:
        for step in part.get("$ref", "#").split("/")[1:]:
            part = (self.description if step == "components" else part)[step]
        return part


def typed(value: str, schema: dict[str, Any]) -> Any:
    return int(value) if schema["type"] == "integer" else value


def nulls_allowed(schema: Any) -> Any:
    """OpenAPI 3.0's `nullable` in the words of JSON Schema."""
    if isinstance(schema, list):
        return [nulls_allowed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    said = {key: nulls_allowed(value) for key, value in schema.items()}
    return {**said, "type": [said["type"], "null"]} if said.get("nullable") is True and "type" in said else said
