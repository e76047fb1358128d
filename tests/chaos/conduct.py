"""A campaign from its preparation to its evidence."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from integrations.signing import new_secret
from tests.authority import Authority
from tests.chaos import isolation
from tests.chaos.blows import rage
from tests.chaos.campaign import Campaign, Extent
from tests.chaos.gathering import gather
from tests.chaos.isolation import Figure, Isolation
from tests.chaos.receivers import MANNERS, Receivers, receiving
from tests.chaos.records import Evidence
from tests.flows.delivery.installation import IMPATIENT, Installation

PATIENT_WITH_CRASHES = {**IMPATIENT, "crashes": 1000}
LATEST = "SELECT MAX(sequence) FROM publications_change"


def conduct(installation: Installation, extent: Extent) -> Evidence:
    """Break an installation with a migrated, empty database while it publishes; wait until all is quiet again."""
    names = [f"{MANNERS[number % len(MANNERS)]}-{number // len(MANNERS)}" for number in range(extent.hooks)]
    with world(installation, names) as (receivers, hooks):
        installation.run("-m", "tests.chaos.prepare", hooks, installation.sandbox.address)
        baseline, campaign = installation.database.value(LATEST), Campaign(installation, extent)
        campaign.start()
        try:
            rage(campaign)
            campaign.come_to_rest()
        finally:
            campaign.stop()
        return gather(campaign, receivers, baseline)


def isolate(installation: Installation) -> list[Figure]:
    """Measure the isolation of receivers in an installation with a migrated, empty database."""
    with world(installation, isolation.NAMES) as (receivers, hooks):
        installation.run("-m", "tests.chaos.traffic", "connect", hooks)
        return Isolation(installation, receivers).measure()


@contextmanager
def world(installation: Installation, names: list[str]) -> Iterator[tuple[Receivers, str]]:
    """The receivers of these names, and name, address and secret of each as JSON; all processes trust them."""
    secrets, authority = {name: new_secret() for name in names}, Authority(installation.folder)
    trust = {"SSL_CERT_FILE": str(authority.root)}
    with receiving(secrets, authority) as receivers, environment({**installation.values, **trust}):
        yield receivers, json.dumps([(name, receivers.address(name), secret) for name, secret in secrets.items()])


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """The environment that processes are forked with; afterwards it is as before."""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
