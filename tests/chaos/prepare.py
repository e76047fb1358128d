"""`python -m tests.chaos.prepare HOOKS SANDBOX`: the site and the destinations of a campaign, and a witness.

HOOKS are name, address and secret of each receiver, as JSON; SANDBOX is the address of the remote services.
"""

import json
import sys
from typing import Any

import django
from django.db import connection

DELAY = 1  # seconds; the usual two minutes are the editors', not the protocol's
PLENTY, FEW = 100_000, 5  # posts an hour
ALL_ON_X, FEW_ON_X, ON_FACEBOOK, ON_MASTODON = "all_on_x", "few_on_x", "on_facebook", "on_mastodon"
WITNESS = """
    CREATE TABLE chaos_move (
        id bigserial PRIMARY KEY, delivery bigint, destination bigint, before text, after text,
        at timestamptz DEFAULT clock_timestamp(), by text DEFAULT current_setting('application_name')
    );
    CREATE FUNCTION chaos_note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO chaos_move (delivery, destination, before, after)
        VALUES (NEW.id, NEW.destination_id, CASE TG_OP WHEN 'UPDATE' THEN OLD.state ELSE '' END, NEW.state);
        RETURN NULL;
    END $$;
    CREATE TRIGGER chaos_note AFTER INSERT OR UPDATE OF state ON integrations_delivery
    FOR EACH ROW EXECUTE FUNCTION chaos_note();
"""


def main(hooks: str, sandbox: str) -> None:
    from tests.flows.publishing.world import build

    build()
    for name, address, secret in json.loads(hooks):
        config = {"url": address, "payload": "thin"}
        connect(name=name, channel="webhook", config=config, secret={"signing_secrets": [secret]})
    for account in accounts(sandbox):
        connect(**account)
    with connection.cursor() as cursor:
        cursor.execute(WITNESS)


def accounts(sandbox: str) -> list[dict[str, Any]]:
    """An account of each kind that may post everything, and one that may post little."""
    from integrations.sandbox.connect import facebook_page, mastodon_account, x_account
    from integrations.sandbox.store import Store, default_path

    store = Store(default_path())
    return [
        {"name": ALL_ON_X, "channel": "x", **x_account(store, sandbox, ALL_ON_X)},
        {"name": FEW_ON_X, "channel": "x", "hourly_cap": FEW, **x_account(store, sandbox, FEW_ON_X)},
        {"name": ON_FACEBOOK, "channel": "facebook", **facebook_page(store, sandbox, ON_FACEBOOK)},
        {"name": ON_MASTODON, "channel": "mastodon", **mastodon_account(store, sandbox, ON_MASTODON)},
    ]


def connect(**fields: Any) -> None:
    from integrations.models import Destination
    from integrations.outbox.fan_out import head

    Destination.objects.create(**{"cursor": head(), "announce_delay": DELAY, "hourly_cap": PLENTY, **fields})


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
