"""Pictures on their way: a service that does not fetch them itself is given them before the post."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256


@dataclass
class Uploads:
    """What is uploaded for one delivery; it is remembered, so that no attempt uploads it again.

    Args:
        load: the file of one of our own pictures and its media type, by its address; raises LookupError if it is gone.
        save: stores the numbers durably.
        numbers: what the remote calls each picture, by our address.
    """

    load: Callable[[str], tuple[bytes, str]]
    save: Callable[[Mapping[str, str]], object]
    numbers: dict[str, str] = field(default_factory=dict)

    def keep(self, address: str, number: str) -> None:
        """Remember what the remote calls a picture."""
        self.numbers[address] = number
        self.save(self.numbers)


def multipart(fields: Mapping[str, str], content: bytes, media_type: str) -> tuple[str, bytes]:
    """A form with texts and one file, called `file` (RFC 7578): its content type and its bytes.

    Args:
        fields: the texts by name; names and media type are ours, so nothing in them needs quoting.
    """
    boundary = sha256(content).hexdigest()
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{{}}"'
    texts = [f"{head.format(name)}\r\n\r\n{text}\r\n" for name, text in fields.items()]
    name = f"picture.{media_type.rpartition('/')[2]}"
    file = f'{head.format("file")}; filename="{name}"\r\nContent-Type: {media_type}\r\n\r\n'
    body = "".join([*texts, file]).encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body
