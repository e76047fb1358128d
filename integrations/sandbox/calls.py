"""A request to a stand-in and its answer."""

import json
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from integrations.sandbox.faults import Fault

LONGEST_SILENCE = 10.0  # seconds after which a request has no effect any more


@dataclass(frozen=True)
class Call:
    """One request.

    Args:
        method, path, query, body: as received; the query undecoded.
        headers: by name in lower case.
        deadline: on the monotonic clock, the moment after which it must have no effect.
        now: seconds since 1970.
        fault: the misbehaviour asked for, if any.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    deadline: float = math.inf
    now: float = field(default_factory=time.time)
    fault: Fault | None = None

    @property
    def parameters(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(self.query, keep_blank_values=True).items()}

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip()

    @property
    def form(self) -> dict[str, str]:
        """The body as the fields of a form; none when it is not declared as one."""
        if self.content_type != "application/x-www-form-urlencoded":
            return {}
        fields = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[-1] for name, values in fields.items()}

    def json(self) -> Any:
        """The body as JSON; None when it is none, or not declared as such."""
        if self.content_type != "application/json":
            return None
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True)
class Answer:
    """One answer."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, content: Any, status: int = 200, content_type: str = "application/json") -> "Answer":
        """An answer of `content` as JSON."""
        return cls(status, json.dumps(content, ensure_ascii=False).encode(), content_type)
