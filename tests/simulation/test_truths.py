from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr

from validation.simulation import Population
from validation.simulation.truths import Bounds, Truth, make_true
from validation.verdicts import Planned

Claimed = Callable[..., Planned]
LEVEL = {"kind": "level", "item": "quality", "at_least": 7, "effect": 0.5}
SHARE = {"kind": "share", "item": "channel", "options": "web", "at_most": 0.4, "effect": 0.1}
GAP = {
    "kind": "difference",
    "item": "price",
    "segment": "ages",
    "higher": "young",
    "lower": "old",
    "effect": 0.4,
}


def average(people: Population, values: Any, inside: Any = 1.0) -> float:  # noqa: ANN401 (arrays)
    return float(np.average(values, weights=people.chances * inside))


def counted(people: Population, item: str, *options: str) -> Any:  # noqa: ANN401 (an array)
    return people.columns[item].counted(options)


@pytest.mark.parametrize(
    ("truth", "expected"),
    [("right", (7.5, 0.3, 0.4)), ("boundary", (7.0, 0.4, 0.0)), ("wrong", (6.5, 0.5, -0.4))],
)
def test_claims_are_as_true_as_is_said(
    people: Population, planned_of: Claimed, truth: Truth, expected: tuple[float, float, float]
) -> None:
    level, share, gap = expected
    tilted = make_true(people, planned_of(LEVEL, SHARE, GAP), truth)
    found = tilted.population
    young = counted(found, "ages", "young") == 1
    price = found.columns["price"].values()

    assert tilted.missed == ()
    assert average(found, found.columns["quality"].values()) == pytest.approx(level, abs=0.011)
    assert average(found, counted(found, "channel", "web")) == pytest.approx(share, abs=0.003)
    apart = average(found, price, young) - average(found, price, ~young)
    assert apart == pytest.approx(gap, abs=0.009)


def test_one_claim_may_be_given_a_number_of_its_own(
    people: Population, planned_of: Claimed
) -> None:
    found = make_true(people, planned_of(LEVEL, SHARE), "right", {"h1": 8.25}).population

    assert average(found, found.columns["quality"].values()) == pytest.approx(8.25, abs=0.011)
    assert average(found, counted(found, "channel", "web")) == pytest.approx(0.3, abs=0.003)


def test_a_correlation_becomes_what_is_claimed(people: Population, planned_of: Claimed) -> None:
    claim = {"kind": "association", "item": "quality", "with": "price", "direction": "up"}
    found = make_true(people, planned_of(claim | {"at_least": 0.4}), "right").population
    # scipy knows no weights: draw many people by their chances
    rows = np.random.default_rng(1).choice(found.n, 200_000, p=found.chances)
    quality, price = (found.columns[item].values()[rows].tolist() for item in ("quality", "price"))

    assert spearmanr(quality, price).statistic == pytest.approx(0.5, abs=0.01)


def test_a_lead_is_the_smallest_over_all_rivals(people: Population, planned_of: Claimed) -> None:
    claim = {"kind": "ranking", "item": "channel", "top": "web", "effect": 0.06}
    found = make_true(people, planned_of(claim), "right").population
    shares = [average(found, counted(found, "channel", one)) for one in ("web", "shop", "phone")]

    assert shares[0] - max(shares[1:]) == pytest.approx(0.06, abs=0.002)


@pytest.mark.parametrize(("truth", "off"), [("right", 0.02), ("boundary", 0.05), ("wrong", 0.08)])
def test_the_largest_share_of_a_distribution_is_off(
    people: Population, planned_of: Claimed, truth: Truth, off: float
) -> None:
    claimed = {"shop": 0.5, "web": 0.3, "phone": 0.2}
    claim = {"kind": "distribution", "item": "channel", "shares": claimed, "within": 0.05}
    found = make_true(people, planned_of(claim | {"effect": 0.03}), truth).population
    gaps = [average(found, counted(found, "channel", one)) - claimed[one] for one in claimed]

    assert max(map(abs, gaps)) == pytest.approx(off, abs=0.002)


def test_known_shares_of_the_audience_hold_too(people: Population, planned_of: Claimed) -> None:
    margins = {"ages": {"young": 0.4, "old": 0.6}}
    found = make_true(people, planned_of(GAP, audience={"margins": margins}), "right").population

    assert average(found, counted(found, "ages", "young")) == pytest.approx(0.4, abs=0.003)


def test_a_claim_about_a_persona_is_true_of_the_persona(
    people: Population, planned_of: Claimed
) -> None:
    personas = [{"id": "web_user", "title": "On the web", "when": {"channel": "web"}}]
    hypothesis = {"id": "h1", "says": "S", "persona": "web_user", "claim": LEVEL}
    planned = planned_of(personas=personas, hypotheses=[hypothesis])
    found = make_true(people, planned, "right").population
    inside = counted(found, "channel", "web")

    rated = found.columns["quality"].values()
    assert average(found, rated, inside) == pytest.approx(7.5, abs=0.011)


def test_beliefs_that_contradict_are_named(people: Population, planned_of: Claimed) -> None:
    opposite = {"kind": "level", "item": "quality", "at_most": 6}

    assert make_true(people, planned_of(LEVEL, opposite), "right").missed == ("h2",)


@pytest.mark.parametrize(
    ("bounds", "inward", "outward"),
    [
        (Bounds(0.5, 2, 0, 1, 0.1), 0.6, 0.4),
        (Bounds(0.98, 2, 0, 1, 0.1), 0.99, 0.88),
        (Bounds(-1, 0.04, 0, 1, 0.1), 0.02, 0.14),
    ],
)
def test_a_truth_lies_where_there_is_room(bounds: Bounds, inward: float, outward: float) -> None:
    endless = Bounds(
        bounds.low if bounds.low >= 0 else -np.inf,
        bounds.high if bounds.high <= 1 else np.inf,
        bounds.least,
        bounds.greatest,
        bounds.effect,
    )

    assert endless.inward(0.1) == pytest.approx(inward)
    assert endless.outward(0.1) == pytest.approx(outward)


def test_between_two_bounds_the_truth_stays_inside() -> None:
    narrow = Bounds(6.0, 6.4, 1, 10, 0.5)

    assert narrow.inward(0.5) == pytest.approx(6.2)
    assert narrow.outward(0.5) == pytest.approx(5.5)
