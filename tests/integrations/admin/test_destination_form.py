"""What the form of a destination writes, and what it keeps."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.publications.audiences import group_audience
from cms.users.models import User
from integrations.admin.destination_form import DestinationForm
from integrations.models import Destination
from integrations.outbox.decisions import issue_secret
from integrations.signing import for_receiver, new_secret
from tests.cms.api.factories import document
from tests.integrations.fakes import make_destination

pytestmark = pytest.mark.django_db

HOOK = {
    "name": "Hook",
    "state": "active",
    "audiences": ["public"],
    "causes": ["content"],
    "payload": "thin",
    "signature": "v1",
    "url": "https://a.example.org/",
}
SECRET = {"client_id": "c", "access_token": "a", "refresh_token": "r", "expires_at": 1}
CONFIG = {"user_id": "1", "base_url": "https://api.x.com", "web_url": "https://x.com", "posts_as": "link"}
FORM = {"name": "Our account", "state": "active", "announce_delay": 60, "hourly_cap": 3, **CONFIG}


@pytest.fixture
def account() -> Destination:
    """An account that X has paused us on."""
    return make_destination(
        channel="x", config=CONFIG, secret=SECRET, state=Destination.State.PAUSED, state_reason="Connect again"
    )


def test_a_hub_is_asked_for_nothing_but_its_address() -> None:
    """It hears of every public change: there is nothing to choose."""
    hub = make_destination(channel="websub")
    assert set(DestinationForm(instance=hub).fields) == {"name", "state", "owner", "hub"}
    bound = DestinationForm({"name": "Hub", "state": "active", "hub": "https://hub.example.org/"}, instance=hub)
    assert bound.is_valid(), bound.errors
    assert bound.save().config == {"hub": "https://hub.example.org/"}


def test_an_account_is_offered_only_what_is_announced(account: Destination) -> None:
    """A menu is never posted, so no account is asked about menus; a program that hears of every change is."""
    for type_name in ("articles", "menus"):
        document(type=type_name)
    choices = [
        DestinationForm(instance=one).fields["types"].choices for one in (account, make_destination(channel="webhook"))
    ]
    assert [[value for value, _label in offered] for offered in choices] == [["articles"], ["articles", "menus"]]


def form(account: Destination, **changes: Any) -> DestinationForm:
    return DestinationForm({**FORM, **changes}, instance=account)


def saved(account: Destination, **changes: Any) -> Destination:
    bound = form(account, **changes)
    assert bound.is_valid(), bound.errors
    bound.save()
    return Destination.objects.get()


def test_what_workers_write_meanwhile_is_kept(account: Destination) -> None:
    """The form writes its own fields; renewed tokens, numbers and cursor are the workers'."""
    renewed = {**SECRET, "access_token": "renewed"}
    Destination.objects.filter(pk=account.pk).update(secret=renewed, told=7, cursor=9)
    written = saved(account)
    assert (written.secret, written.told, written.cursor, written.hourly_cap) == (renewed, 7, 9, 3)


@pytest.mark.parametrize("state, reason", [("active", ""), ("paused", "Connect again")])
def test_the_reason_goes_with_the_state(account: Destination, state: str, reason: str) -> None:
    """An account that is active again says nothing of why it was not."""
    written = saved(account, state=state)
    assert (written.state, written.state_reason) == (state, reason)


def test_a_new_access_token_does_not_end_with_the_former(account: Destination) -> None:
    """Nothing is renewed because of the time at which another token ended."""
    assert saved(account, access_token="new").secret == {
        "client_id": "c",
        "access_token": "new",
        "refresh_token": "r",
    }


def test_no_kept_secret_follows_a_changed_address(account: Destination) -> None:
    """Each of them is asked for again, and nothing is written before."""
    bound = form(account, base_url="https://api.example.org", access_token="new")
    assert not bound.is_valid()
    assert bound.errors.keys() == {"client_id", "refresh_token"}


def test_a_changed_address_with_new_secrets_is_fine(account: Destination) -> None:
    """Whoever knows the secrets decides where they go."""
    new = {"client_id": "c2", "access_token": "a2", "refresh_token": "r2"}
    written = saved(account, base_url="https://api.example.org", **new)
    assert (written.config["base_url"], written.secret) == ("https://api.example.org", new)


def webhook(**fields: Any) -> Destination:
    return make_destination(
        channel="webhook",
        **{"config": {"url": HOOK["url"]}, "secret": {"signing_secrets": [new_secret()]}, **fields},
    )


def test_what_becomes_of_corrected_posts_is_asked_where_there_is_a_choice(account: Destination) -> None:
    """X offers a reply or nothing, a webhook is not asked, and what is not sent along stays."""
    asked = form(account).fields["on_correction"]
    assert [value for value, _label in asked.choices] == ["reply", "leave"]
    assert "on_correction" not in DestinationForm(instance=Destination(channel="webhook")).fields
    assert saved(account, on_correction="reply").on_correction == "reply"
    assert saved(Destination.objects.get()).on_correction == "reply"


def test_a_template_that_cannot_be_filled_is_refused_at_its_field(account: Destination) -> None:
    """Whoever mistypes a variable reads which there are, before anything is posted."""
    bound = form(account, template="{headline} {url}")
    assert bound.errors.keys() == {"template"}
    assert "There is no variable {headline}. There are {title}" in str(bound.errors["template"])
    assert saved(account, template="{title}\r\n{url}").config["template"] == "{title}\r\n{url}"


def test_a_new_account_lets_posts_follow_their_page() -> None:
    """Where a post can be changed, that is proposed; nobody has to know of the choice."""
    assert DestinationForm(instance=Destination(channel="facebook"))["on_correction"].initial == "update"


def test_a_webhook_moves_with_the_secret_that_its_receiver_knows() -> None:
    """It signs and is never sent."""
    hook = webhook()
    secret, url = hook.secret, "https://b.example.org/"
    bound = DestinationForm({**HOOK, "url": url}, instance=hook)
    assert bound.is_valid(), bound.errors
    bound.save()
    hook.refresh_from_db()
    assert (hook.config["url"], hook.secret) == (url, secret)


def test_facets_are_lines() -> None:
    """What was typed is kept by name, and shown as it was typed."""
    hook = webhook()
    bound = DestinationForm({**HOOK, "facets": "tag: sleep\n\ntag:neck"}, instance=hook)
    assert bound.is_valid(), bound.errors
    bound.save()
    hook.refresh_from_db()
    assert hook.facets == {"tag": ["sleep", "neck"]}
    assert "tag: sleep\ntag: neck" in str(DestinationForm(instance=hook)["facets"])


@pytest.mark.parametrize("line", ["colour: red", "tag:", "sleep", "body_area: moon"])
def test_what_is_no_facet_is_refused(line: str) -> None:
    """A name or value that nothing can have would only make the destination silent."""
    assert DestinationForm({**HOOK, "facets": line}, instance=webhook()).errors.keys() == {"facets"}


def test_only_what_is_granted_can_be_ticked() -> None:
    """Whoever may edit a destination cannot open a group's content to it; a grant can be given up."""
    granted, other = (group_audience(Group.objects.create(name=name).pk) for name in ("A", "B"))
    hook = webhook(audiences=["public", granted])
    assert DestinationForm({**HOOK, "audiences": ["public", other]}, instance=hook).errors.keys() == {"audiences"}
    bound = DestinationForm({**HOOK, "audiences": [granted]}, instance=hook)
    assert bound.is_valid(), bound.errors


def test_a_secret_is_issued_beside_the_one_in_force() -> None:
    """What another person has issued meanwhile is not lost."""
    hook = make_destination(channel="webhook", secret={"signing_secrets": ["old"]})
    user = User.objects.create_superuser("desk", password="x")
    stale = Destination.objects.get()
    first, second = issue_secret(hook, user), issue_secret(stale, user)
    kept = Destination.objects.get().secret["signing_secrets"]
    assert [for_receiver(key) for key in kept] == [second[0], first[0], second[1], first[1]]


def test_secret_headers_are_kept_replaced_and_removed() -> None:
    """Left empty they stay, and they are asked for again when the address changes."""
    hook = webhook()
    for typed, kept in (("X-Key: abcd", "X-Key: abcd"), ("", "X-Key: abcd"), ("none", None)):
        bound = DestinationForm({**HOOK, "secret_headers": typed}, instance=Destination.objects.get(pk=hook.pk))
        assert "abcd" not in str(bound["secret_headers"]).replace(typed or "-", "")
        assert bound.is_valid(), bound.errors
        assert bound.save().secret.get("secret_headers") == kept
    Destination.objects.update(secret={**hook.secret, "secret_headers": "X-Key: abcd"})
    moved = DestinationForm({**HOOK, "url": "https://b.example.org/"}, instance=Destination.objects.get(pk=hook.pk))
    assert moved.errors.keys() == {"secret_headers"}


@pytest.mark.only_on("postgresql")  # SQLite locks the whole database
def test_the_row_is_locked_while_the_form_is_judged(account: Destination, client: Client) -> None:
    """A worker that renews the secret waits until it is written."""
    client.force_login(User.objects.create_superuser("desk", password="x"))
    with CaptureQueriesContext(connection) as queries:
        client.post(reverse("destinations:edit", args=[account.pk]), FORM)
    assert any("FOR NO KEY UPDATE" in query["sql"] for query in queries)
    assert Destination.objects.get().name == "Our account"
