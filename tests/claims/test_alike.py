from typing import Any, get_args

import numpy as np
import pytest
from pydantic import TypeAdapter

from validation.claims import (
    Alike,
    BaseClaim,
    Choices,
    Claim,
    Frame,
    Numbers,
    OverWavesClaim,
    Rankings,
    Selections,
)
from validation.stats import Design

N = 4000
RANDOM = np.random.default_rng(7)
READ: TypeAdapter[BaseClaim] = TypeAdapter(Claim)
LEVELS = ("a", "b", "c")
CLAIMS: dict[str, dict[str, Any]] = {
    "share": {"item": "one", "options": ["a"], "at_least": 0.3},
    "share of numbers": {"kind": "share", "item": "age", "from": 18, "to": 40, "at_most": 0.5},
    "level": {"item": "good", "at_least": 3},
    "score": {"score": "top_two", "item": "good", "at_least": 0.4},
    "difference": {"item": "good", "segment": "one", "higher": "a", "lower": "b"},
    "difference of shares": {
        "kind": "difference",
        "item": "one",
        "of": "share",
        "options": "a",
        "segment": "good",
        "higher": "5",
        "lower": "1",
    },
    "comparison": {"higher": "good", "lower": "fair"},
    "ranking": {"item": "some", "top": "a"},
    "ranking of orders": {"kind": "ranking", "item": "order", "top": ["a", "b"]},
    "distribution": {"item": "one", "shares": {"a": 0.3, "b": 0.3}, "within": 0.05},
    "association": {"item": "good", "with": "fair", "direction": "up"},
    "dependence": {"kind": "association", "item": "one", "with": "good"},
    "little dependence": {"kind": "association", "item": "one", "with": "good", "at_most": 0.1},
    "complete dependence": {"kind": "association", "item": "one", "with": "twin", "at_least": 0.9},
    "ordinal": {"item": "good", "segment": "one", "higher": "a", "lower": "b"},
    "equivalence": {"item": "good", "segment": "one", "groups": ["a", "b"], "within": 0.2},
    "equivalence of shares": {
        "kind": "equivalence",
        "of": "share",
        "item": "one",
        "options": "a",
        "segment": "good",
        "groups": ["5", "1"],
        "within": 0.1,
    },
    "drop_off": {"item": "one", "largest_at": "b"},
}


def rating(missing: float) -> Choices:
    codes = RANDOM.integers(0, 5, N).astype(np.int8)
    codes[RANDOM.random(N) < missing] = -4
    return Choices(codes, ("1", "2", "3", "4", "5"), (1, 2, 3, 4, 5))


def columns() -> dict[str, Any]:
    nothing = np.zeros(N, np.int8)
    order = np.array([RANDOM.permutation(3) + 1 for _ in range(N)], np.int8)
    one = RANDOM.integers(-1, 3, N).astype(np.int8)
    return {
        "one": Choices(one, LEVELS),
        "twin": Choices(one, LEVELS),
        "good": rating(0.1),
        "fair": rating(0.0),
        "age": Numbers(RANDOM.integers(18, 80, N).astype(float), nothing),
        "some": Selections((RANDOM.random((N, 3)) < 0.4).astype(np.int8), LEVELS, nothing),
        "order": Rankings(order, LEVELS, nothing),
        "spent": Numbers(RANDOM.random(N), nothing),
    }


@pytest.fixture(scope="module")
def frame() -> Frame:
    region = RANDOM.integers(0, 4, N)
    design = Design(N, 0.5 + RANDOM.random(N), region)
    margin = RANDOM.integers(0, 2, N)
    return Frame(columns(), design.calibrated([margin], [{0: 0.4, 1: 0.6}]))


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_says_the_same_of_groups_as_of_everybody(name: str, frame: Frame) -> None:
    claim = READ.validate_python({"kind": name} | CLAIMS[name])
    groups = Alike(frame).by(str(measure.item) for measure in claim.measures())
    assert groups.n < frame.n / 2
    few, all_of_them = (
        claim.outcome(one, np.ones(one.n, dtype=bool), 0.95) for one in (groups, frame)
    )
    assert [few.p_support, few.p_refute] == pytest.approx(
        [all_of_them.p_support, all_of_them.p_refute], rel=1e-8, abs=1e-14
    )
    for field in ("estimate", "se", "df", "ci_low", "ci_high", "n", "n_effective", "deff"):
        found, expected = (getattr(one.estimate, field) for one in (few, all_of_them))
        assert found == pytest.approx(expected, rel=1e-9), field
    assert [group.n for group in few.groups] == [group.n for group in all_of_them.groups]
    effects = [one.effect_size for one in (few, all_of_them)]
    found, expected = ([one and (one.value, one.ci_low, one.ci_high)] for one in effects)
    assert np.array(found, float) == pytest.approx(np.array(expected, float), rel=1e-9, nan_ok=True)
    for test, beside in few.beside.items():
        assert beside.p_value == pytest.approx(all_of_them.beside[test].p_value, rel=1e-8)


def test_every_kind_of_claim_is_looked_at() -> None:
    tried = {keys.get("kind", name) for name, keys in CLAIMS.items()}
    # one wave says nothing of claims that take several
    kinds = [kind for kind in get_args(get_args(Claim)[0]) if not issubclass(kind, OverWavesClaim)]
    assert tried == {get_args(kind.model_fields["kind"].annotation)[0] for kind in kinds}


def test_items_that_always_count_are_kept_beside_those_asked_for(frame: Frame) -> None:
    groups = Alike(frame, ["one", "unknown"]).by(["good", "unknown"])
    assert set(groups.columns) == {"one", "good"}
    everybody, mean = frame.where({"one": ("a",)}), groups.where({"one": ("a",)})
    assert groups.design.count(mean) == np.count_nonzero(everybody)


def test_numbers_of_which_no_two_are_alike_leave_everybody_alone(frame: Frame) -> None:
    assert Alike(frame).by(["spent"]) is frame
    assert Alike(frame, ["spent"]).by(["one"]) is frame
