"""A short campaign of faults at every step: `make chaos` in small, on PostgreSQL and Redis."""

import pytest

from tests.chaos.blows import POINTS
from tests.chaos.campaign import Extent
from tests.chaos.conduct import PATIENT_WITH_CRASHES, conduct
from tests.chaos.judge import RULES, judge
from tests.chaos.records import Evidence
from tests.chaos.report import report
from tests.flows.delivery.conftest import Maker

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.postgresql,
    pytest.mark.redis,
    pytest.mark.xdist_group("servers"),
]
EXTENT = Extent(deliveries=200, faults=21, hooks=8, minutes=15)
KINDS = {"kill", "freeze", "PostgreSQL crashed", "Redis killed", "Redis emptied"}


@pytest.fixture(scope="module")
def evidence(on_servers: Maker) -> Evidence:
    """What one campaign has left."""
    with on_servers("chaos", delivery=PATIENT_WITH_CRASHES) as installation:
        found = conduct(installation, EXTENT)
    print(report(found))
    return found


def test_everything_was_done(evidence: Evidence) -> None:
    """Somebody was killed at every point, somebody frozen, both servers went, and all was sent all the same."""
    killed = {injury.point for injury in evidence.injuries if injury.kind == "kill"}
    assert killed >= set(POINTS)
    assert {injury.kind for injury in evidence.injuries} == KINDS
    assert sum(states.get("sent", 0) for states in evidence.states.values()) >= EXTENT.deliveries


@pytest.mark.parametrize("rule", RULES)
def test_it_holds(evidence: Evidence, rule: str) -> None:
    """Nothing contradicts what must hold."""
    assert judge(evidence)[rule] == []
