"""The hubs that feeds name: those that are told when a feed changes."""

from django.utils.encoding import iri_to_uri

from integrations.channels.websub import WebSub
from integrations.feeds.addresses import is_pushed
from integrations.feeds.narrowing import Wanted
from integrations.models import Destination


def hubs_of(wanted: Wanted) -> list[str]:
    """The addresses of the hubs that push a feed narrowed like this, sorted; none when nobody is told of it."""
    if not is_pushed(wanted):
        return []
    connected = Destination.objects.filter(channel=WebSub.name, state=Destination.State.ACTIVE)
    return sorted({iri_to_uri(hub) for hub in connected.values_list("config__hub", flat=True)})
