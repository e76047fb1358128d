"""`python -m integrations.sandbox`: serve the stand-ins until stopped."""

import argparse
import os
import signal
import sys
from pathlib import Path

from integrations.sandbox.server import Sandbox
from integrations.sandbox.store import default_path


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m integrations.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("SANDBOX_PORT", "8010")))
    parser.add_argument("--data", type=Path, default=default_path(), help="the SQLite file that everything is kept in")
    options = parser.parse_args(arguments)
    if in_production():
        sys.exit("The sandbox pretends to be other services. It does not run in production.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Sandbox(options.port, options.data) as server:
        sys.stdout.write(f"Sandbox on http://127.0.0.1:{server.server_port}/\n")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


def in_production() -> bool:
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "")
    return os.environ.get("MERIDIAN_ENV") == "production" or settings.endswith(".production")


if __name__ == "__main__":
    main()
