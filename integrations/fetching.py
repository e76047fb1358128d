"""Gets files from the web, for imports. `settings.FETCH` names it: nothing in `cms` knows this room."""

from email.message import Message

from integrations.http import DoorError, Request, Response, send

SECONDS = 30.0


def fetch(url: str, most_bytes: int) -> tuple[bytes, str]:
    """What stands at an address.

    Redirects are not followed: where they lead is for a person to see.

    Args:
        url: absolute, and on the public internet.
        most_bytes: more is refused.

    Returns:
        The content, and the encoding of its characters where the answer names it.

    Raises:
        OSError: it cannot be had; says why, and what to do.
    """
    try:
        response = send(Request("GET", url, {"Accept": "*/*"}, deadline=SECONDS, most_bytes=most_bytes))
    except DoorError as error:
        raise OSError(f"{url}: {error}") from error
    if why := _why_useless(response, most_bytes):
        raise OSError(f"{url}: {why}")
    return response.body, _encoding(response)


def _why_useless(response: Response, most_bytes: int) -> str:
    if 300 <= response.status < 400:
        return f"it has moved; use the new address: {response.header('Location') or 'unknown'}"
    if response.status != 200:
        return f"the answer was {response.status}"
    if response.header("Content-Encoding").lower() not in ("", "identity"):
        return "it came compressed, although that was not asked for; save it to a file and use that"
    if response.truncated:
        return f"it is larger than {most_bytes // 1024} KiB, or did not come within {SECONDS:g} seconds"
    return ""


def _encoding(response: Response) -> str:
    head = Message()
    head["Content-Type"] = response.header("Content-Type")
    return head.get_content_charset("")
