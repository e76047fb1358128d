"""What holds for every channel in the registry, and for the one that the README adds."""

from urllib.parse import unquote

import pytest

from integrations.channels import CHANNELS, channel
from integrations.channels.base import Channel, Outcome
from integrations.http import DoorError
from tests.integrations.channels import readme
from tests.integrations.channels.samples import (
    CONFIGS,
    MARKER,
    MESSAGE,
    NOW,
    REFUSED,
    SECRETS,
    SUBJECTS,
    Script,
    account,
    answer,
)

pytestmark = [pytest.mark.parametrize("name", [*CHANNELS, readme.NAME]), pytest.mark.usefixtures("chat_room")]


def test_is_registered_under_its_own_name(name: str) -> None:
    """A channel is found by the name it gives itself, and has a label for people."""
    assert channel(name).name == name
    assert channel(name).label


def test_settings_are_valid_as_documented(name: str) -> None:
    """The settings that the tests use pass; a destination without any is told about settings it can name."""
    assert channel(name).validate(CONFIGS[name], SECRETS[name]) == {}
    problems = channel(name).validate({}, {})
    assert problems
    assert problems.keys() <= {setting.name for setting in channel(name).settings} | {"signing_secrets"}


def test_settings_that_cannot_work_are_refused(name: str) -> None:
    """The form says which field is wrong before anything is sent; there is no channel without some."""
    for changes, field in REFUSED[name]:
        assert list(channel(name).validate({**CONFIGS[name], **changes}, SECRETS[name])) == [field], changes


def test_defaults_of_the_form_are_valid(name: str) -> None:
    """A value that the form starts with is never complained of."""
    defaults = {setting.name: setting.default for setting in channel(name).settings if setting.default}
    assert not channel(name).validate(defaults, {}).keys() & defaults.keys()


def test_composes_the_same_bytes_for_the_same_message(name: str) -> None:
    """Composing twice gives the same bytes, so that a retry repeats exactly what was first composed."""
    first, second = (channel(name).compose(MESSAGE, CONFIGS[name], MARKER) for _ in range(2))
    assert first == second


def test_preview_shows_what_is_sent(name: str) -> None:
    """The preview holds the document's address, or what else the message is about, as the bytes do."""
    subject = SUBJECTS.get(name, MESSAGE.url)
    payload = channel(name).compose(MESSAGE, CONFIGS[name], MARKER)
    assert subject in channel(name).preview(payload)
    assert subject in unquote(payload.body.decode())


def test_commit_is_one_request_with_the_composed_bytes(name: str) -> None:
    """One commit is one POST, and its body is exactly the payload."""
    door = Script(answer(201, {"data": {"id": "7"}}))
    payload = channel(name).compose(MESSAGE, CONFIGS[name], MARKER)
    verdict = channel(name).commit(payload, MESSAGE, account(CONFIGS[name], SECRETS[name], NOW), door)
    assert verdict.outcome is Outcome.OK
    assert [(request.method, request.body) for request in door.requests] == [("POST", payload.body)]


def test_failed_commit_is_not_tried_again_by_the_channel(name: str) -> None:
    """A door that fails is asked once: retrying is the protocol's business."""
    door = Script(DoorError("closed", written=True))
    payload = channel(name).compose(MESSAGE, CONFIGS[name], MARKER)
    with pytest.raises(DoorError):
        channel(name).commit(payload, MESSAGE, account(CONFIGS[name], SECRETS[name], NOW), door)
    assert len(door.requests) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 302, 101])
def test_unclear_answers_are_never_called_certain(name: str, status: int) -> None:
    """After an answer that promises nothing, only a channel that may repeat calls the outcome transient."""
    payload = channel(name).compose(MESSAGE, CONFIGS[name], MARKER)
    verdict = channel(name).commit(payload, MESSAGE, account(CONFIGS[name], SECRETS[name], NOW), Script(answer(status)))
    repeatable = channel(name).capabilities.repeatable
    assert verdict.outcome is (Outcome.TRANSIENT if repeatable else Outcome.UNKNOWN)


def test_silence_after_writing_is_unknown_unless_repeatable(name: str) -> None:
    """Without an answer, what was written may have been applied; what was not written surely was not."""
    repeatable = channel(name).capabilities.repeatable
    silent = channel(name).classify_error(DoorError("silence", written=True))
    unreached = channel(name).classify_error(DoorError("unreachable", written=False))
    forbidden = channel(name).classify_error(DoorError("private", written=False, refused=True))
    assert silent.outcome is (Outcome.TRANSIENT if repeatable else Outcome.UNKNOWN)
    assert unreached.outcome is Outcome.TRANSIENT
    assert forbidden.outcome is Outcome.REJECTED


def test_capabilities_are_what_is_implemented(name: str) -> None:
    """A channel claims to look up, change and take back exactly when it has code for it."""
    capabilities, kind = channel(name).capabilities, type(channel(name))
    assert capabilities.looks_up == (kind.lookup is not Channel.lookup)
    assert capabilities.updates == (kind.update is not Channel.update)
    assert capabilities.replies == (kind.compose_reply is not Channel.compose_reply)
    assert capabilities.retracts == (kind.retract is not Channel.retract)


def test_a_probe_without_an_answer_tells_nothing(name: str) -> None:
    """Whoever can be asked about credentials lets no error out, and calls nothing dead because the network was."""
    if not channel(name).probes:
        assert channel(name).probe(account(CONFIGS[name], SECRETS[name], NOW), Script()).outcome is Outcome.OK
        return
    for failure in (DoorError("silence", written=True), answer(503), answer(200)):
        verdict = channel(name).probe(account(CONFIGS[name], SECRETS[name], NOW), Script(failure))
        assert verdict.outcome is Outcome.TRANSIENT


def test_whoever_pings_may_repeat_and_announces_nothing(name: str) -> None:
    """A ping stands for many changes, so that it must be possible to send it once more, and shows nobody anything."""
    capabilities, kind = channel(name).capabilities, type(channel(name))
    assert capabilities.repeatable or not capabilities.pings
    assert not (capabilities.announces and capabilities.pings)
    assert capabilities.pings or kind.gather is Channel.gather
