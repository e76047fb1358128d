"""The OpenAPI description: drf-spectacular walks the addresses, each tells what it offers."""

from functools import cache
from typing import Any, cast

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from cms.api.components import all_components
from cms.api.limit_headers import HEADERS, with_limits
from cms.api.operations import Operation
from cms.api.parameters import Parameter
from cms.api.part_components import PART
from cms.api.problem_types import PROBLEM_TYPES, example_of
from cms.api.problems import API_ROOT
from cms.api.schemas import ref
from cms.core.api_fields import Schema

KEY = "apiKey"
PATH_PARAMETERS: dict[str, Schema] = {
    "uid": {"type": "string", "format": "uuid", "description": "The `id` of the document."},
    "id": {"type": "integer", "description": "The `id` of the image."},
    "slug": {"type": "string", "description": "The last part of its path; its `id` does as well."},
    "problem": {"type": "string", "enum": list(PROBLEM_TYPES), "description": "The last part of a problem's `type`."},
    "token": {"type": "string", "description": "From a preview link of the admin."},
    "form": {"type": "string", "description": "The last part of the path of the page."},
}
# By name, because Python's own phrases differ from one release to the next.
RESPONSES = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "NotFound",
    "409": "Conflict",
    "410": "Gone",
    "413": "ContentTooLarge",
    "415": "UnsupportedMediaType",
    "429": "TooManyRequests",
    "500": "InternalServerError",
}


class ViewSchema(AutoSchema):
    """Describes a `ReadView` by its `operation`."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> dict[str, Any] | None:
        operation: Operation = cast(Any, self.view).operation_of(method)
        in_path = [name for name in PATH_PARAMETERS if f"{{{name}}}" in path]
        return {
            "operationId": operation.id,
            "summary": operation.summary,
            "description": operation.about or f"{operation.summary}.",
            "tags": [operation.tag],
            "parameters": [*map(_in_path, in_path), *map(_in_query, operation.parameters)],
            **_body(operation),
            "security": [{}, {KEY: []}],
            "responses": {
                **{code: with_limits(code, answer) for code, answer in _success(operation).items()},
                **{code: _response_ref(code) for code in _errors(operation, in_path)},
            },
        }


def _body(operation: Operation) -> Schema:
    if not operation.body:
        return {}
    media_types = ("application/json", "application/x-www-form-urlencoded")
    content = {media_type: {"schema": operation.body()} for media_type in media_types}
    return {"requestBody": {"required": True, "content": content}}


def _success(operation: Operation) -> Schema:
    if operation.body:
        return {"202": _answer("Taken.", "application/json", operation.schema())}
    asked = _answer("As asked.", operation.media_type, operation.schema())
    if operation.part:
        asked["content"][PART] = {"schema": operation.part()}
    if operation.page:
        asked["content"]["text/html"] = {"schema": {"type": "string"}, "example": "<!doctype html>…"}
    return {"200": asked, "304": {"description": "What the client holds is current."}}


def _in_path(name: str) -> Schema:
    schema = dict(PATH_PARAMETERS[name])
    return {"name": name, "in": "path", "description": schema.pop("description"), "required": True, "schema": schema}


def _in_query(parameter: Parameter) -> Schema:
    schema: Schema = {"type": "array", "items": parameter.schema} if parameter.repeatable else parameter.schema
    # Several values are the same parameter again, or, where one value is a list, have commas between them.
    several = {"style": "form", "explode": parameter.repeatable} if schema["type"] == "array" else {}
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.help,
        "required": parameter.required,
        **several,
        "schema": schema,
    }


def _errors(operation: Operation, in_path: list[str]) -> list[str]:
    possible = {
        "404": bool(in_path or operation.may_miss),
        "409": operation.unreadable,
        "410": operation.gone,
        "413": operation.body is not None,
        "415": operation.body is not None,
    }
    return [code for code in RESPONSES if possible.get(code, True)]


def _response_ref(code: str) -> Schema:
    return {"$ref": f"#/components/responses/{RESPONSES[code]}"}


def _problem(code: str) -> Schema:
    kinds = {slug: kind for slug, kind in PROBLEM_TYPES.items() if str(kind.status) == code}
    titles = ", or ".join(kind.title for kind in kinds.values())
    answer = _answer(f"{titles}.", "application/problem+json", ref("Problem"))
    for content in answer["content"].values():
        content["examples"] = {slug: {"value": example_of(slug)} for slug in kinds}
    return with_limits(code, answer)


def _answer(description: str, media_type: str, schema: Schema) -> Schema:
    return {"description": description, "content": {media_type: {"schema": schema}}}


def only_delivery(endpoints: list[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """drf-spectacular's hook: the addresses of this version, not those of Wagtail's admin.

    What is found by slug and by id has one address in OpenAPI, which tells no two apart that differ in a name only.
    """
    paths = {path for path, *_rest in endpoints}
    return [
        (path, *rest)
        for path, *rest in endpoints
        if path.startswith(f"{API_ROOT}v1/") and ("{uid}" not in path or path.replace("{uid}", "{slug}") not in paths)
    ]


def add_components(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """drf-spectacular's hook: the components that the operations refer to."""
    components = result.setdefault("components", {})
    components["schemas"] = dict(sorted(all_components().items()))
    components["responses"] = {name: _problem(code) for code, name in RESPONSES.items()}
    components["headers"] = HEADERS
    components["securitySchemes"] = {
        KEY: {
            "type": "http",
            "scheme": "bearer",
            "description": "A key from the admin. Without one you read what is public.",
        }
    }
    return result


@cache
def description() -> dict[str, Any]:
    """The whole description; it depends on the code and the settings alone."""
    return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # untyped there
