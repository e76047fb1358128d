"""The channels there are. Adding one: README.md in this folder."""

from integrations.channels.base import Channel
from integrations.channels.facebook import Facebook
from integrations.channels.mastodon import Mastodon
from integrations.channels.purge import Purge
from integrations.channels.webhook import Webhook
from integrations.channels.websub import WebSub
from integrations.channels.wordpress import WordPress
from integrations.channels.x import X

CHANNELS: dict[str, Channel] = {
    Webhook.name: Webhook(),
    X.name: X(),
    Facebook.name: Facebook(),
    Mastodon.name: Mastodon(),
    WebSub.name: WebSub(),
    Purge.name: Purge(),
    WordPress.name: WordPress(),
}


def channel(name: str) -> Channel:
    """The channel called `name`.

    Raises:
        KeyError: there is none.
    """
    return CHANNELS[name]
