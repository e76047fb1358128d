"""Query parameters: declared once, for reading, for refusing and for the reference page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import QueryDict

from cms.api.problems import InvalidParameters
from cms.core.api_fields import Schema

Reader = Callable[[str], Any]
LONGEST = 2048
NO_NULL = "^[^\\u0000]*$"  # no database stores it in a text
TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": NO_NULL}


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One query parameter.

    Args:
        name: as the client writes it.
        help: one sentence for the reference page.
        schema: the JSON Schema of one value.
        read: turns the text into a value; raises ValueError with a sentence that says what is expected.
        repeatable: whether it may be given several times; its value is then a list.
        required: whether it must be given.
        default: its value when it is not given.
    """

    name: str
    help: str
    schema: Schema
    read: Reader
    repeatable: bool = False
    required: bool = False
    default: Any = None

    def value(self, texts: list[str]) -> Any:
        if self.repeatable:
            return [self.read(text) for text in texts]
        if len(texts) > 1:
            raise ValueError("May be given only once.")
        return self.read(texts[0])


def read_parameters(query: QueryDict, declared: Iterable[Parameter]) -> dict[str, Any]:
    """The value of every declared parameter.

    Raises:
        InvalidParameters: naming each parameter that is unknown or has an unusable value.
    """
    known = {parameter.name: parameter for parameter in declared}
    values = {name: parameter.default for name, parameter in known.items()}
    errors = []
    for name in query:
        try:
            values[name] = known[name].value(query.getlist(name))
        except KeyError:
            errors.append({"parameter": name, "detail": f"Unknown here. Known are: {', '.join(sorted(known))}."})
        except ValueError as error:
            errors.append({"parameter": name, "detail": str(error)})
    missing = [name for name, parameter in known.items() if parameter.required and name not in query]
    errors += [{"parameter": name, "detail": "Must be given."} for name in missing]
    if errors:
        raise InvalidParameters(errors)
    return values


def text(value: str) -> str:
    """Any text that can be stored."""
    if not value or "\x00" in value or len(value) > LONGEST:
        raise ValueError(f"Must be a text of 1 to {LONGEST} characters.")
    return value


def one_of(choices: Iterable[str]) -> Reader:
    """One word of a closed vocabulary."""
    allowed = frozenset(choices)

    def read(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"Must be one of: {', '.join(sorted(allowed))}.")
        return value

    return read


def whole_number(low: int, high: int) -> Reader:
    """A whole number between two others."""

    def read(value: str) -> int:
        if not value.isascii() or not value.isdigit() or len(value) > len(str(high)) or not low <= int(value) <= high:
            raise ValueError(f"Must be a whole number from {low} to {high}.")
        return int(value)

    return read


def moment(value: str) -> datetime:
    """A date (its first moment) or a date and time, ISO 8601; without an offset it is UTC."""
    try:
        # A plus sign that the client did not escape arrives as a space.
        found = datetime.fromisoformat(value.replace(" ", "+") if "T" in value else value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError("Must be a date or a date and time, such as 2026-03-01 or 2026-03-01T12:00:00Z.") from None
