"""A program that does nothing for a minute; with `stubborn` it does not even end when asked."""

import signal
import sys
import time

if __name__ == "__main__":
    if "stubborn" in sys.argv:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)
