"""Mastodon's published API description, as a judge of requests and answers."""

import json
from datetime import datetime
from email.message import Message
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from jsonschema import Draft202012Validator, FormatChecker

from integrations.http import Request, Response
from tests.contracts import contract, operation_of

Schema = dict[str, Any]
HEADERS = {"accept", "authorization", "content-type"}  # every operation takes them
KINDS = {"integer": str.isdecimal, "boolean": {"true", "false"}.__contains__, "string": bool}
# The description says it at some operations; Mastodon's page on OAuth scopes says it of all.
OUT_OF_SCOPE = {"403": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}}
FORMATS = FormatChecker([])


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(value: Any) -> bool:
    """Whether a text is a date with a time and a zone."""
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class MastodonContract:
    """The operations, their parameters, bodies and answers."""

    def __init__(self) -> None:
        self.description = contract("mastodon/mastodon-openapi-schema.json")

    def judge_request(self, request: Request) -> None:
        """Assert that the description has this operation, these parameters and headers and this body."""
        operation = operation_of(request, self.description)
        known = {(p["in"], p["name"].lower()): p["schema"] for p in operation.get("parameters", [])}
        for name, value in parse_qsl(urlsplit(request.url).query, keep_blank_values=True):
            assert KINDS[known["query", name]["type"]](value), f"{name} is no {known['query', name]['type']}"
        assert all(name in HEADERS or ("header", name) in known for name in map(str.lower, request.headers))
        if request.body:
            self.judge_body(request, operation["requestBody"]["content"])

    def judge_body(self, request: Request, content: dict[str, Any]) -> None:
        """Assert that a body has a described form and says nothing that the description does not know."""
        kind = request.headers["content-type"]
        schema = content[kind.partition(";")[0]]["schema"]
        said = json.loads(request.body) if kind == "application/json" else form_of(kind, request.body)
        assert said.keys() <= self.names(schema)
        self.judge(said, any_of(schema))

    def judge_answer(self, request: Request, response: Response) -> None:
        """Assert that the answer is one that the description gives the operation."""
        described = {**operation_of(request, self.description)["responses"], **OUT_OF_SCOPE}[str(response.status)]
        if "content" in described:
            assert response.header("content-type") == "application/json"
            self.judge(json.loads(response.body), described["content"]["application/json"]["schema"])

    def names(self, schema: Schema) -> set[str]:
        """Every property that a schema or one of its parts knows."""
        if "$ref" in schema:
            return self.names(self.description["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        parts = [part for kind in ("oneOf", "allOf", "anyOf") for part in schema.get(kind, [])]
        return set(schema.get("properties", {})).union(*map(self.names, parts))

    def judge(self, instance: Any, schema: Schema) -> None:
        whole = {**schema, "components": self.description["components"]}
        Draft202012Validator(whole, format_checker=FORMATS).validate(instance)


def any_of(schema: Schema) -> Schema:
    """What may be sent: a status with words and a picture is of two of the forms that are told apart in `oneOf`."""
    return {"anyOf": schema["oneOf"]} if "oneOf" in schema else schema


def form_of(kind: str, body: bytes) -> dict[str, str]:
    """The fields of a multipart form; a file stands for its name."""
    form = BytesParser().parsebytes(f"content-type: {kind}\r\n\r\n".encode() + body)
    fields = [part for part in form.get_payload() if isinstance(part, Message)]
    return {str(part.get_param("name", header="content-disposition")): text_of(part) for part in fields}


def text_of(part: Message) -> str:
    content = part.get_payload(decode=True)
    return part.get_filename() or (content.decode() if isinstance(content, bytes) else "")
