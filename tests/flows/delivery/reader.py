"""`python -m tests.flows.delivery.reader [CURSOR]`: what the changes feed answers, as status and body."""

import json
import sys

import django


def main(cursor: str = "") -> None:
    from django.test import Client

    query = {"since": cursor} if cursor else {}
    answer = Client().get("/api/v1/changes/", query)
    print(json.dumps([answer.status_code, answer.json()]))


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
