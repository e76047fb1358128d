"""What the CMS may ask about social channels (`settings.SOCIAL`); it declares the same in `cms.core.social`."""

from unicodedata import normalize

from integrations.admin.outlook import message_about, preview
from integrations.channels import CHANNELS
from integrations.outbox.posts import posts_of

__all__ = ["channels", "posts_of", "preview", "text_problem"]

SHOWN = 30  # characters of the end that is left


def channels() -> list[tuple[str, str]]:
    """Every channel that posts where people see it: its name, and how people call it."""
    return [(channel.name, channel.label) for channel in CHANNELS.values() if channel.capabilities.announces]


def text_problem(channel: str, text: str) -> str:
    """Why a channel cannot post an editor's own text as it is, as a sentence; empty when it can.

    Asked of the channel's own composition, which cuts what does not fit beside the link.
    """
    if not text.strip() or channel not in CHANNELS:
        return ""
    adapter, link = CHANNELS[channel], "https://example.org/"
    config = {setting.name: setting.default for setting in adapter.settings}
    message = message_about({"title": "", "url": link, "text": {channel: text}, "type": ""})
    composed = adapter.compose(message, config, marker="").text
    if normalize("NFC", text.strip()) in normalize("NFC", composed):
        return ""
    left = composed.partition(link)[0].strip()
    return f"{adapter.label} has no room for all of it beside the link: it would end with “{left[-SHOWN:]}”."
