"""API keys: what they open, when they do not, and what is kept of them."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from cms.api.models import ApiKey
from tests.cms.api.factories import api_key, document, group


def test_a_token_is_not_kept() -> None:
    """The row holds a digest and the first letters, and nothing of the rest."""
    key, shown = api_key()
    token = shown["Authorization"].removeprefix("Bearer ")
    row = ApiKey.objects.values().get(pk=key.pk)
    assert token.split("_", 2)[2] not in str(row)
    assert row["prefix"] in token


def test_a_key_opens_its_audiences_and_what_is_public(client: Client) -> None:
    """With two groups a key reads both and the public, and no third."""
    members, coaches, others = group("Members"), group("Coaches"), group("Others")
    for audience in ("public", *(f"group:{one.pk}" for one in (members, coaches, others))):
        document(audience=audience, title=audience)
    _, shown = api_key(members, coaches)
    titles = {item["title"] for item in client.get("/api/v1/documents/", headers=shown).json()["items"]}
    assert titles == {"public", f"group:{members.pk}", f"group:{coaches.pk}"}


@pytest.mark.parametrize(
    "shown",
    ["Bearer", "Bearer x", "Bearer mrd_00000000_" + "a" * 43, "Basic YTpi", "Bearer mrd_0000\x000_" + "a" * 43],
)
def test_a_wrong_key_is_refused(client: Client, shown: str) -> None:
    """Whatever is shown and is no key of ours gets a 401 that says how to show one, never the public answer."""
    answer = client.get("/api/v1/documents/", headers={"Authorization": shown})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert answer["Content-Type"] == "application/problem+json"


def test_the_right_prefix_is_not_enough(client: Client) -> None:
    """A token with a known beginning and another secret opens nothing."""
    key, _ = api_key()
    forged = f"Bearer mrd_{key.prefix}_{'a' * 43}"
    assert client.get("/api/v1/documents/", headers={"Authorization": forged}).status_code == 401


def test_revoked_and_expired_keys_open_nothing(client: Client) -> None:
    """From the moment of expiry, or of being revoked, the next request is refused."""
    expiring, shown = api_key(expires_at=timezone.now() + timedelta(hours=1))
    assert client.get("/api/v1/documents/", headers=shown).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert client.get("/api/v1/documents/", headers=shown).status_code == 401
    expiring.revoke()
    assert client.get("/api/v1/documents/", headers=shown).status_code == 401


def test_a_scope_opens_its_part_only(client: Client) -> None:
    """A key for documents does not follow changes, and the other way round."""
    _, shown = api_key(scopes=["content"])
    assert client.get("/api/v1/documents/", headers=shown).status_code == 200
    assert client.get("/api/v1/changes/", headers=shown).status_code == 403
    _, shown = api_key(scopes=["changes"])
    assert client.get("/api/v1/documents/", headers=shown).status_code == 403
    assert client.get("/api/v1/changes/", headers=shown).status_code == 200


def test_a_deleted_group_closes_what_it_opened(client: Client) -> None:
    """A key outlives its group, without its audience."""
    members = group()
    hidden = document(audience=f"group:{members.pk}")
    _, shown = api_key(members)
    members.delete()
    assert client.get(f"/api/v1/documents/{hidden.uid}/", headers=shown).status_code == 404


def test_use_is_noted_once_a_minute(client: Client) -> None:
    """The last use is remembered to the minute, so that reading hardly ever writes."""
    key, shown = api_key()
    start = timezone.now()
    noted = []
    for seconds in (0, 30, 90):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            client.get("/api/v1/documents/", headers=shown)
            noted.append(ApiKey.objects.get(pk=key.pk).last_used_at)
    assert noted == [start, start, start + timedelta(seconds=90)]


def test_two_keys_are_live_while_rotating(client: Client) -> None:
    """Old and new both open for seven days with the same rights; then the old one does not."""
    members = group()
    key, old = api_key(members, scopes=["content"])
    successor, token = key.rotate()
    new = {"Authorization": f"Bearer {token}"}
    assert (successor.name, successor.scopes, list(successor.groups.all())) == (key.name, ["content"], [members])
    assert [client.get("/api/v1/documents/", headers=shown).status_code for shown in (old, new)] == [200, 200]
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        assert [client.get("/api/v1/documents/", headers=shown).status_code for shown in (old, new)] == [401, 200]


def test_a_successor_lasts_as_long_as_the_key_was_made_for() -> None:
    """A key for a year that ends tomorrow is followed by a key for a year from now, and still ends tomorrow."""
    made = timezone.now()
    with time_machine.travel(made, tick=False):
        key, _ = api_key(expires_at=made + timedelta(days=365))
    with time_machine.travel(made + timedelta(days=364), tick=False):
        successor, _ = key.rotate()
    assert successor.expires_at == made + timedelta(days=364 + 365)
    assert key.expires_at == made + timedelta(days=365)


def test_there_is_never_a_third_live_key() -> None:
    """Neither the old nor the new key rotates while both are live; once one is revoked, the other does."""
    key, _ = api_key()
    successor, _ = key.rotate()
    for one in (key, successor):
        with pytest.raises(ValidationError, match="Two keys"):
            one.rotate()
    successor.revoke()
    key.rotate()
    with pytest.raises(ValidationError, match="not live"):
        successor.rotate()
