"""Multipart forms (RFC 7578), as services take files in them."""

from email.message import Message
from email.parser import BytesParser

from integrations.sandbox.calls import Call


def form_of(call: Call) -> dict[str, Message]:
    """The parts of a multipart form, by name; none where it is something else."""
    head = f"content-type: {call.headers.get('content-type', '')}\r\n\r\n".encode()
    form = BytesParser().parsebytes(head + call.body)
    parts = [part for part in form.get_payload() if isinstance(part, Message)]
    return {str(part.get_param("name", header="content-disposition")): part for part in parts}


def text_of(part: Message | None) -> str:
    return bytes_of(part).decode("utf-8", "replace") if part else ""


def bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
