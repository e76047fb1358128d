"""What X charges, as its owner has written it down."""

from decimal import Decimal

import pytest

from integrations.channels import channel
from tests.integrations.channels.samples import CONFIGS, MARKER, MESSAGE, SECRETS

X = channel("x")
CONFIG = CONFIGS["x"]


@pytest.mark.parametrize(
    "config, cost",
    [({}, "0.20"), ({"link_price": "0.25"}, "0.25"), ({"link_price": ""}, "0.20"), ({"template": "{title}"}, "0.015")],
)
def test_a_link_makes_a_post_dear(config: dict[str, str], cost: str) -> None:
    """A post of ours carries its link unless the template leaves it out."""
    settings = {**CONFIG, **config}
    assert X.price(X.compose(MESSAGE, settings, MARKER), settings) == Decimal(cost)


@pytest.mark.parametrize("typed, budget", [({}, None), ({"monthly_budget": ""}, None), ({"monthly_budget": "5"}, 5)])
def test_an_empty_budget_is_none(typed: dict[str, str], budget: int | None) -> None:
    """Nothing of ours stops a post then; nought stops every one."""
    assert X.budget({**CONFIG, **typed}) == budget
    assert X.budget({"monthly_budget": "0"}) == 0


@pytest.mark.parametrize("name", ["post_price", "link_price", "monthly_budget"])
@pytest.mark.parametrize("typed", ["free", "-1", "NaN", "Infinity", "1e9", "0,20"])
def test_odd_amounts_are_refused_at_their_field(name: str, typed: str) -> None:
    """What would stop nothing, or everything, without a word is not saved."""
    assert list(X.validate({**CONFIG, name: typed}, SECRETS["x"])) == [name]
