"""What Schemathesis is told of this API besides its description; it imports this file in an environment of its own."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import schemathesis  # type: ignore[import-not-found]  # lives in that environment alone

# Servers answer longer request lines themselves: granian, nginx and Django's own each draw the line elsewhere.
LONGEST_ADDRESS = 4000
# Whether these can be used depends on the rest of the question, or on Unicode's tables: `q` needs a letter or a digit.
DEPENDENT = {"cursor", "since", "count", "q"}


@schemathesis.hook
def filter_case(_context: Any, case: Any) -> bool:
    """Only what every server would let through to us."""
    query = urlencode(case.query or {}, doseq=True, errors="replace")
    return len(case.as_transport_kwargs()["url"]) + len(query) < LONGEST_ADDRESS


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Keep account of what was answered."""
    with Path(os.environ["ANSWERS"]).open("a") as answers:
        print(json.dumps([context.operation.label, response.status_code]), file=answers)


@schemathesis.check
def only_what_depends_is_refused(_context: Any, response: Any, case: Any) -> None:
    """What keeps to the description is refused only for a value whose use depends on the rest of the question."""
    if response.status_code != 400 or not case.meta.generation.mode.is_positive or case.method == "POST":
        return
    errors = response.json().get("errors", [{"parameter": "?"}])
    if refused := {error["parameter"] for error in errors} - DEPENDENT:
        raise AssertionError(f"Refused although it is described: {sorted(refused)} in {errors}")
