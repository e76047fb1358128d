"""What every test of the API needs: a database, and an empty counter of requests."""

from collections.abc import Iterator
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    cache.clear()


class Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """The browser's requests are not the test's output."""


@pytest.fixture
def address() -> Iterator[str]:
    """Where the application answers; what the page asks for needs no database."""
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Silent) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
