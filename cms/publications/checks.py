"""What must hold before publications are served from production."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from cms.publications.edge import try_folder

HINT = (
    "Let the account that runs web and workers write there (in the containers that is number 10001), or leave "
    "EDGE_FOLDER empty where no proxy on this machine reads it. Until then the proxy may show on what is withdrawn."
)


@register("publications", deploy=True)
def proxy_can_be_told(**_: Any) -> list[Error]:
    """Where a proxy reads what has changed, it must be possible to write it."""
    if not settings.EDGE_FOLDER:
        return []
    try:
        try_folder()
    except OSError as error:
        message = f"EDGE_FOLDER, {settings.EDGE_FOLDER}, cannot be written: {error.strerror}"
        return [Error(message, hint=HINT, id="publications.E001")]
    return []
