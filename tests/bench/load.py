"""One measurement: wrk asks for a second or more, and says how many answers came."""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import Request, urlopen

from tests.services import require

CONNECTIONS = 4
AS_PROXY = {"X-Forwarded-Proto": "https"}  # production answers nothing else
SCRIPT = """local addresses = {%s}
local turn = 0
request = function()
  turn = turn %% #addresses + 1
  return wrk.format("GET", addresses[turn])
end
"""


class Refused(Exception):
    """Some answers were errors, or none came: that is no speed."""


@dataclass(frozen=True)
class Target:
    """What is asked for, in turn.

    Args:
        server: where it is served, as `http://host:port`.
        addresses: paths with their queries.
        headers: sent with every request.
    """

    server: str
    addresses: list[str]
    headers: dict[str, str] = field(default_factory=dict)

    def requests_per_second(self, seconds: int, folder: Path) -> float:
        """The answers a second to four connections.

        Raises:
            Refused: there was no answer, or one that is neither a success nor a 304.
        """
        script = folder / "requests.lua"
        script.write_text(SCRIPT % ", ".join(f'"{address}"' for address in self.addresses))
        sent = {**AS_PROXY, **self.headers}
        headers = [part for name, value in sent.items() for part in ("-H", f"{name}: {value}")]
        size = ["--threads", "1", "--connections", str(CONNECTIONS), "--duration", str(seconds)]
        command = [require("wrk"), *size, "--script", str(script), *headers, self.server]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
        if not rate or not float(rate[1]) or "Non-2xx" in said or "Socket errors" in said:
            raise Refused(f"{self.addresses[0]}: {said}")
        return float(rate[1])


def fetch(server: str, address: str) -> tuple[bytes, str]:
    """The body and the ETag at an address."""
    with urlopen(Request(f"{server}{address}", headers=AS_PROXY), timeout=30) as answer:
        return answer.read(), answer.headers.get("ETag", "")
