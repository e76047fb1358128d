"""`python -m tests.bench.outbound.plain URL COUNT THREADS`: the loop that anybody would write first."""

import sys
from concurrent.futures import ThreadPoolExecutor

import requests

BODY = b"x" * 600  # as long as a thin message
HEADERS = {"content-type": "application/json", "user-agent": "Loop/1", "webhook-id": "plain"}


def post(url: str) -> None:
    requests.post(url, data=BODY, headers=HEADERS, timeout=15).raise_for_status()


def main(url: str, count: int, threads: int) -> None:
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(post, [url] * count):
            pass  # taking the result raises what went wrong


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
