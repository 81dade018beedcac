import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from validation.claims import Choices, Column, Frame
from validation.stats import Design
from validation.verdicts import Assessment, Planned
from validation.verdicts.gathering import gather_all

Make = Callable[..., Any]
N = 20_000
POINTS = tuple(str(point) for point in range(1, 11))
SEGMENTS = {"segments": ["region", "channel"]}


def columns(random: np.random.Generator) -> dict[str, Column]:
    def drawn(levels: int) -> NDArray[np.int8]:
        return random.integers(0, levels, N).astype(np.int8)

    return {
        "quality": Choices(drawn(10), POINTS, tuple(map(float, POINTS))),
        "price": Choices(drawn(10), POINTS, tuple(map(float, POINTS))),
        "channel": Choices(drawn(3), ("shop", "web", "phone")),
        "region": Choices(drawn(3), ("n", "s", "w")),
    }


@pytest.fixture(params=["in strata", "in small clusters"])
def frame(request: pytest.FixtureRequest) -> Frame:
    """With clusters of four, hardly two respondents are alike: a row stays a respondent."""
    random = np.random.default_rng(3)
    weights, places = 0.5 + random.random(N), np.arange(N)
    if request.param == "in strata":
        return Frame(columns(random), Design(N, weights, places % 20))
    return Frame(columns(random), Design(N, weights, clusters=places // 4))


def test_memory_does_not_grow_with_the_hypotheses(
    frame: Frame, study_of: Make, planned_of: Make
) -> None:
    few, many = (
        peak(planned_of(study_of(*beliefs(times), audience=SEGMENTS)), frame) for times in (2, 12)
    )
    # an influence value a respondent, of 30 beliefs more by 6 levels, would be 28 million bytes
    assert many < few + 1_000_000


def beliefs(times: int) -> list[dict[str, Any]]:
    return [
        {"claim": claim}
        for bound in range(times)
        for claim in (
            {"kind": "level", "item": "quality", "at_least": 3 + bound / 4},
            {"kind": "comparison", "higher": "price", "lower": "quality", "by": bound / 10},
            {"kind": "association", "item": "quality", "with": "price", "direction": "up"},
        )
    ]


def peak(planned: Planned, frame: Frame) -> int:
    gather_all(planned.plan, frame, {})
    tracemalloc.start()
    gather_all(planned.plan, frame, {})
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_claims_come_back_in_the_order_of_the_plan(
    study_of: Make, assessed: Callable[..., Assessment]
) -> None:
    level = {"kind": "level", "item": "quality", "at_least": 7}
    both = {"kind": "comparison", "higher": "price", "lower": "quality"}
    study = study_of({"claim": level}, {"claim": both}, {"claim": level | {"at_least": 3}})
    frame = Frame(columns(np.random.default_rng(5)), Design(N))
    assert [one.kind for one in assessed(study, frame).hypotheses] == [
        "level",
        "comparison",
        "level",
    ]


def test_a_persona_is_defined_by_items_that_its_claim_does_not_ask(
    study_of: Make, assessed: Callable[..., Assessment]
) -> None:
    personas = [{"id": "inland", "title": "Inland", "when": {"region": ["n", "w"]}}]
    frame = Frame(columns(np.random.default_rng(5)), Design(N))
    study = study_of({"persona": "inland"}, personas=personas)
    (found,) = assessed(study, frame).hypotheses
    assert found.n == np.count_nonzero(frame.where({"region": ("n", "w")}))
    without = Frame({"quality": frame.column("quality")}, frame.design)
    assert assessed(study, without).hypotheses[0].n == 0
