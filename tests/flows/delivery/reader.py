"""`python -m tests.flows.delivery.reader CURSOR…`: what the changes feed answers to each, as status and body.

An empty cursor stands for none.
"""

import json
import sys

import django


def main(*cursors: str) -> None:
    from django.test import Client

    answers = [Client().get("/api/v1/changes/", {"since": cursor} if cursor else {}) for cursor in cursors]
    print(json.dumps([(answer.status_code, answer.json()) for answer in answers]))


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
