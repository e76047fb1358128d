"""A receiver of Meridian's webhooks, with the reference library of Standard Webhooks.

pip install standardwebhooks
WEBHOOK_SECRET=whsec_… PORT=9000 python receiver.py
"""

import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

LONGEST = 5 * 1024 * 1024  # bytes
webhook = Webhook(os.environ["WEBHOOK_SECRET"])
seen: set[str] = set()  # message ids; yours belong into a database
versions: dict[str, int] = {}  # by document


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(min(int(self.headers.get("content-length", 0)), LONGEST))
        try:
            message = webhook.verify(body, dict(self.headers))
        except (WebhookVerificationError, ValueError):  # ValueError: what is there is no signature, or no text
            self.answer(401)
            return
        if self.headers["webhook-id"] not in seen:
            handle(message)
            seen.add(self.headers["webhook-id"])
        self.answer(204)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""


def handle(message: dict[str, Any]) -> None:
    """Put the work into a queue here; the answer must not wait for it."""
    document = message["data"]
    if document["version"] < versions.get(document["uid"], 0):
        return  # a retry that a later version has overtaken
    versions[document["uid"]] = document["version"]
    print(message["type"], document["path"], flush=True)


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9000"))), Receiver).serve_forever()
