"""Processes that end with the one that started them, even when that one is killed.

The supervisor holds a named pipe open for writing. Every process below it opens the pipe for reading and waits
in a thread: the kernel closes the pipe with the supervisor, however it ended. A path, unlike an inherited file
descriptor, reaches grandchildren through every way of starting a process.

`python -m cms.lifeline MODULE ARGUMENTS…` runs a module that does not know of this.
"""

import os
import runpy
import select
import signal
import sys
import threading
import time

VARIABLE = "MERIDIAN_LIFELINE"
GRACE_SECONDS = 3


def watch() -> None:
    """End this process when the supervisor is gone; does nothing where there is none."""
    if path := os.environ.get(VARIABLE):
        threading.Thread(target=end_with, args=[path], name="lifeline", daemon=True).start()


def end_with(path: str) -> None:
    wait_for_end(path)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(1)


def wait_for_end(path: str) -> None:
    """Return as soon as nobody holds the pipe at `path` open for writing."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb", buffering=0) as pipe:
        # None: a writer is there and silent; b"": it was gone before we opened the pipe.
        if pipe.read(1) is None:
            hang_up = select.poll()
            hang_up.register(pipe, select.POLLHUP)
            hang_up.poll()


def main() -> None:
    watch()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
