from email.message import Message
from email.parser import BytesParser

from integrations.channels.uploads import Uploads, multipart


def test_form_carries_texts_and_file_unchanged() -> None:
    """A form is read back as it was meant, whatever bytes are in the file."""
    content = bytes(range(256)) + b"\r\n--\r\n"
    kind, body = multipart({"description": "Grüße\r\nund mehr"}, content, "image/png")
    form = BytesParser().parsebytes(f"content-type: {kind}\r\n\r\n".encode() + body)
    text, file = (part for part in form.get_payload() if isinstance(part, Message))
    assert text.get_payload(decode=True) == "Grüße\r\nund mehr".encode()
    assert (file.get_content_type(), file.get_filename()) == ("image/png", "picture.png")
    assert file.get_payload(decode=True) == content


def test_what_is_uploaded_is_remembered_at_once() -> None:
    """The number of a picture is stored with those before it."""
    stored: list[dict[str, str]] = []
    uploads = Uploads(lambda _address: (b"", ""), lambda numbers: stored.append({**numbers}), {"a": "1"})
    uploads.keep("b", "2")
    assert stored == [{"a": "1", "b": "2"}] == [uploads.numbers]
