"""What an address offers, said once: for reading requests and for the OpenAPI description."""

from collections.abc import Callable
from dataclasses import dataclass

from cms.api.parameters import Parameter
from cms.core.api_fields import Schema


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing to ask or to send.

    Args:
        id: its name in generated clients.
        summary: one line for the reference page.
        about: what else a reader of that page needs to know.
        tag: the heading it stands under there.
        schema: makes the JSON Schema of a successful answer.
        media_type: of that answer.
        parameters: the query parameters that it knows; any other is refused.
        may_miss: whether it may answer 404 although its address has no variable part.
        gone: whether it may answer 410.
        unreadable: whether it may answer 409, of a draft that cannot be shown.
        body: makes the JSON Schema of what is sent; without one it is a GET.
        part: makes the JSON Schema of a narrowed answer and of drafts, where answers can be those.
        page: whether browsers get a page instead.
    """

    id: str
    summary: str
    tag: str
    schema: Callable[[], Schema]
    media_type: str = "application/json"
    about: str = ""
    parameters: tuple[Parameter, ...] = ()
    may_miss: bool = False
    gone: bool = False
    unreadable: bool = False
    body: Callable[[], Schema] | None = None
    part: Callable[[], Schema] | None = None
    page: bool = False


UNDESCRIBED = Operation(id="", summary="", tag="", schema=dict)
