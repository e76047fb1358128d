"""What a channel asks whoever connects a destination."""

from dataclasses import dataclass

from integrations.http import vet_url


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One field of a destination's form in the admin.

    Args:
        name: its key in `config`, or in `secret` when it is one; `validate` names its messages by it.
        label, help: what the person who connects the destination reads.
        secret: kept encrypted and never shown again.
        address: where requests with the secrets go; when it changes, every secret must be given again.
        lines: whether it may have several lines.
        choices: the values allowed, each with its label; empty: free text.
        default: the value a new destination starts with.
    """

    name: str
    label: str
    help: str = ""
    secret: bool = False
    address: bool = False
    required: bool = True
    lines: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""


def url_problem(url: str) -> str:
    """Why `url` may not be called, as a sentence; empty when it may."""
    try:
        vet_url(url)
    except ValueError as error:
        return str(error)
    return ""
