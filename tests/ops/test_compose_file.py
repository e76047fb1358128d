"""docker-compose.yml is a valid compose file without secrets, and nginx accepts its configuration."""

import json
import re
from importlib.resources import files

import jsonschema

from tests.ops import containers
from tests.ops.programs import ROOT

APPLICATION = ("migrate", "web", "worker", "beat")


def test_it_follows_the_compose_specification() -> None:
    """The file validates against the specification's own JSON schema."""
    vendored = files("check_jsonschema").joinpath("builtin_schemas", "vendor", "compose-spec.json")
    jsonschema.validate(containers.compose(), json.loads(vendored.read_text()))


def test_no_variable_has_a_default() -> None:
    """Every value taken from outside stops the start with a message when it is missing."""
    assert all(rest.startswith(":?Set ") for rest in containers.variables().values())


def test_the_example_names_every_variable() -> None:
    """deploy/example.env lists exactly what the compose file asks for, and gives no value away."""
    example = (ROOT / "deploy" / "example.env").read_text()
    assert set(re.findall(r"^(\w+)=$", example, re.MULTILINE)) == set(containers.variables())
    assert re.findall(r"^\w+=.+$", example, re.MULTILINE) == []


def test_every_lasting_service_has_a_health_check() -> None:
    """Whatever keeps running can be asked whether it is well."""
    services = containers.compose()["services"]
    assert {name for name, service in services.items() if "healthcheck" not in service} == {"migrate"}


def test_redis_keeps_what_it_is_given() -> None:
    """Redis writes an append-only file and never evicts."""
    command = " ".join(containers.compose()["services"]["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_the_image_does_not_run_as_root() -> None:
    """The last user of the image is an unprivileged one, and packages are installed with their hashes checked."""
    steps = containers.dockerfile_steps()
    assert [step for step in steps if step.startswith("USER ")] == ["USER meridian"]
    assert any("pip install --require-hashes" in step for step in steps)


def test_only_nginx_is_reachable_from_outside() -> None:
    """Database, Redis and the application itself publish no port."""
    services = containers.compose()["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
