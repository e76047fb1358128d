"""What the supervisor asks of its own machine: is a port free, does an address answer. Nothing here leaves it."""

import socket
import time
from collections.abc import Callable
from urllib.error import URLError
from urllib.request import urlopen

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of the loopback address."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) != 0


def answers(port: int, path: str) -> bool:
    """Whether GET `path` is answered with success."""
    try:
        with urlopen(f"http://{HOST}:{port}{path}", timeout=5) as response:
            return bool(response.status < 300)
    except (URLError, OSError):
        return False


def becomes_ready(port: int, path: str, meanwhile: Callable[[], bool], seconds: float = 90) -> bool:
    """Wait until `path` answers; False when `seconds` are over or `meanwhile()` says stop."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and meanwhile():
        if answers(port, path):
            return True
        time.sleep(0.2)
    return False
