"""What clients may rely on, one promise a line: a change that may break one of them takes a line away.

`python -m tests.cms.api.contract.promises` writes down what is promised from now on; that belongs to a release. What is
added is no break: addresses, parameters, members, values, and block types, so clients pass over what they do not know.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parents[3] / "golden" / "promises.txt"
NULL = {"type": "null"}
Schema = dict[str, Any]


def promises(description: Schema) -> set[str]:
    """Every promise of a description."""
    found = set()
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            found |= {f"{method.upper()} {path} is {operation['operationId']}", *of_operation(operation)}
    for name, schema in description["components"]["schemas"].items():
        if not name.endswith("Part"):  # follows from what it is a part of
            found |= set(of_value(name, schema))
    return found


def of_operation(operation: Schema) -> Iterator[str]:
    """What may be sent, what need not be, and what comes back."""
    name, parameters = operation["operationId"], operation["parameters"]
    yield f"{name} needs only {sorted(one['name'] for one in parameters if one['required'])}"
    for parameter in parameters:
        yield from taken(f"{name} takes {parameter['name']}", parameter["schema"])
    for content in operation.get("requestBody", {}).get("content", {}).items():
        yield from of_content(f"{name} takes", *content)
    for status, answer in operation["responses"].items():
        for content in answer.get("content", {}).items():
            yield from of_content(f"{name} answers {status} with", *content)


def taken(where: str, schema: Schema) -> Iterator[str]:
    """What a parameter accepts: its type, and each of the values of a closed list."""
    value = schema.get("items", schema)
    yield from ([f"{where}={choice}" for choice in value["enum"]] if "enum" in value else [f"{where}: {value['type']}"])


def of_content(where: str, media_type: str, content: Schema) -> Iterator[str]:
    if not media_type.endswith("part+json"):  # as above
        yield from of_value(f"{where} {media_type}", content["schema"])


def of_value(where: str, schema: Schema) -> Iterator[str]:
    """What a value is, and what its members are."""
    options = schema.get("anyOf", schema.get("oneOf"))
    if options is None:
        yield from of_plain(where, schema)
        return
    for option in options:
        if option != NULL:
            yield from of_value(f"{where} may be", option)
    if NULL not in options:
        yield f"{where} is never null"


def of_plain(where: str, schema: Schema) -> Iterator[str]:
    """A value that is no union."""
    if "$ref" in schema:
        yield f"{where}: {schema['$ref'].rpartition('/')[2]}"
        return
    types = schema.get("type", "any")
    kind = types if isinstance(types, str) else " or ".join(sorted(types))
    yield f"{where}: {schema.get('const', schema.get('format', ''))} {kind}"
    for name, member in schema.get("properties", {}).items():
        yield from of_value(f"{where}.{name}{'' if name in schema.get('required', ()) else '?'}", member)
    if "items" in schema:
        yield from of_value(f"{where}[]", schema["items"])


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    from cms.api.openapi import description

    KEPT.write_text("".join(f"{promise}\n" for promise in sorted(promises(description()))))
