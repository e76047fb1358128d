"""A WebSub hub of foreign make (Flask-WebSub), as a program: it brings a Celery application of its own."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

from celery import Celery
from flask import Flask
from flask_websub.hub import Hub, SQLite3HubStorage

from tests.services import accepts, free_port, mortal, wait_until


@contextmanager
def running_hub() -> Iterator[str]:
    """The address of a hub that runs while the context lasts."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="meridian-hub-") as directory:
        command = [sys.executable, "-m", "tests.websub_hub", str(port), f"{directory}/hub.sqlite3"]
        with (Path(directory) / "output.txt").open("wb") as output:
            process = Popen(mortal(command, "KILL"), stdout=output, stderr=output)
        try:
            wait_until(lambda: accepts(("127.0.0.1", port)), "The hub's start")
            yield f"http://127.0.0.1:{port}/hub"
        finally:
            process.kill()
            process.wait()


def serve(port: int, data: str) -> None:
    """Be a hub that does its work while it is asked, so that nothing is under way after its answer."""
    celery = Celery(broker="memory://")
    celery.conf.task_always_eager = True
    hub = Hub(SQLite3HubStorage(data), celery)
    app = Flask(__name__)
    app.config["PUBLISH_SUPPORTED"] = True
    app.register_blueprint(hub.build_blueprint(url_prefix="/hub"))
    app.run(port=port, threaded=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
