"""An application of a test's own, at an address of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connection


@contextmanager
def own_application() -> Iterator[tuple[str, Callable[[], None]]]:
    """One with the settings as they are now, that can be ended, connections and all: its address, and what ends it."""
    server = make_server("localhost", 0, get_wsgi_application(), handler_class=Quiet)

    def serve() -> None:
        server.serve_forever()
        server.server_close()
        connection.close()

    thread = Thread(target=serve)
    thread.start()

    def kill() -> None:
        server.shutdown()
        thread.join()

    try:
        yield f"http://localhost:{server.server_port}", kill
    finally:
        kill()


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: who asks was not the test's output."""
