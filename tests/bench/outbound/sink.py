"""`python -m tests.bench.outbound.sink PORT`: takes webhooks, and remembers when the first byte of each arrived.

GET gives what has arrived since the last GET: a JSON list of message ids and moments of the machine's monotonic clock.
"""

import asyncio
import json
import sys
import time
from asyncio import StreamReader, StreamWriter

RECEIVED = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
FOUND = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


class Sink:
    """One receiver for everybody."""

    def __init__(self) -> None:
        self.arrivals: list[tuple[str, float]] = []

    async def answer(self, reader: StreamReader, writer: StreamWriter) -> None:
        first = await reader.read(1)
        arrived = time.monotonic()
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode().lower()
        headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        await reader.readexactly(int(headers.get("content-length", 0)))
        writer.write(self.drained() if head.startswith("get ") else RECEIVED)
        if not head.startswith("get "):
            self.arrivals.append((headers.get("webhook-id", ""), arrived))
        await writer.drain()
        writer.close()

    def drained(self) -> bytes:
        body, self.arrivals = json.dumps(self.arrivals).encode(), []
        return FOUND % len(body) + body


async def main(port: int) -> None:
    server = await asyncio.start_server(Sink().answer, "127.0.0.1", port, backlog=1000)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
