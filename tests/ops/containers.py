"""What docker-compose.yml and the Dockerfile say, ready to be run on this machine instead of in containers."""

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from tests.ops.programs import ROOT

COMPOSE = ROOT / "docker-compose.yml"
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<rest>[^}]*)\}")


def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    return document


def variables() -> dict[str, str]:
    """What the compose file takes from outside: name and what follows it inside the braces."""
    return {match["name"]: match["rest"] for match in VARIABLE.finditer(COMPOSE.read_text())}


def dockerfile_steps() -> list[str]:
    """The instructions of the Dockerfile, continued lines joined, comments left out."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def dockerfile_command() -> list[str]:
    [line] = [step for step in dockerfile_steps() if step.startswith("CMD ")]
    command: list[str] = json.loads(line.removeprefix("CMD "))
    return command


def collect_static() -> str:
    """The shell line by which the image collects its static files."""
    [line] = [step for step in dockerfile_steps() if "collectstatic" in step]
    return line.removeprefix("RUN ")


def image_environment() -> dict[str, str]:
    """The variables the image sets, without PATH."""
    [line] = [step for step in dockerfile_steps() if step.startswith("ENV ")]
    pairs = (part.split("=", 1) for part in shlex.split(line.removeprefix("ENV ")))
    return {name: value for name, value in pairs if name != "PATH"}


@dataclass(frozen=True)
class Machine:
    """This machine in the containers' place: what stands for what they name.

    Args:
        values: the variables of the compose file.
        replacements: a text of the files, and what it is here (addresses, folders, ports).
    """

    values: Mapping[str, str]
    replacements: Mapping[str, str]

    def here(self, text: str) -> str:
        """A text of the files as it reads on this machine."""
        text = VARIABLE.sub(lambda match: self.values[match["name"]], text)
        for theirs, ours in self.replacements.items():
            text = text.replace(theirs, ours)
        return text

    def environment(self, service: str) -> dict[str, str]:
        given = {**image_environment(), **compose()["services"][service]["environment"]}
        return {name: self.here(value) for name, value in given.items()}

    def command(self, service: str) -> list[str]:
        """What the container runs: its own command, or the image's."""
        return [self.here(part) for part in compose()["services"][service].get("command", dockerfile_command())]

    def health_check(self, service: str) -> list[str]:
        kind, *command = compose()["services"][service]["healthcheck"]["test"]
        return (
            ["sh", "-c", self.here(command[0])] if kind == "CMD-SHELL" else shlex.split(self.here(shlex.join(command)))
        )
