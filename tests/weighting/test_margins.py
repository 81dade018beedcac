from collections.abc import Sequence

import numpy as np
import pytest

from validation.claims import Choices, Frame, Numbers
from validation.errors import WeightingError
from validation.stats import Design, kish
from validation.weighting import weigh

SEX = ("f", "m")
AGES = ("young", "middle", "old")


def frame_of(weights: Sequence[float] | None = None, **answers: Sequence[int]) -> Frame:
    levels = {"sex": SEX, "age": AGES}
    columns = {
        item: Choices(np.array(codes, np.int16), levels[item]) for item, codes in answers.items()
    }
    return Frame(columns, Design(len(next(iter(answers.values()))), weights=weights))


def test_weights_bring_each_margin_to_its_shares() -> None:
    frame = frame_of(sex=[0, 0, 0, 1, 1, 0, 0, 1], age=[0, 1, 2, 0, 1, 0, 1, 2])
    margins = {"sex": {"f": 0.5, "m": 0.5}, "age": {"young": 0.2, "middle": 0.5, "old": 0.3}}
    weighted, found = weigh(frame, margins)
    # R: a <- data.frame(sex = c(0,0,0,1,1,0,0,1), age = c(0,1,2,0,1,0,1,2))
    #    weights(rake(svydesign(~1, weights = rep(1, 8), data = a), list(~sex, ~age),
    #      list(data.frame(sex = 0:1, Freq = c(4, 4)),
    #        data.frame(age = 0:2, Freq = c(1.6, 4, 2.4))),
    #      control = list(maxit = 1000, epsilon = 1e-12)))
    expected = [
        0.440979608166507,
        1.102449020416268,
        0.913142742834211,
        0.718040783666986,
        1.795101959167464,
        0.440979608166507,
        1.102449020416268,
        1.486857257165789,
    ]
    assert weighted.design.weights.tolist() == pytest.approx(expected, rel=1e-8)
    after = {(line.item, line.level): line.after for line in found.balance}
    for item, margin in margins.items():
        for level, share in margin.items():
            assert after[item, level] == pytest.approx(share)
    assert weighted.columns is frame.columns


def test_unknown_levels_keep_the_share_that_they_have() -> None:
    frame = frame_of([1.0, 1.0, 2.0, 1.0], sex=[0, 1, -3, -1])
    weighted, found = weigh(frame, {"sex": {"f": 0.75, "m": 0.25}})
    # three of five parts of weight are unknown; the others are split three to one
    assert weighted.design.weights.tolist() == pytest.approx([1.5, 0.5, 2, 1])
    assert [(line.level, line.n) for line in found.balance] == [
        ("f", 1),
        ("m", 1),
        ("(no answer)", 2),
    ]
    assert [line.target for line in found.balance] == pytest.approx([0.3, 0.1, 0.6])
    assert [line.before for line in found.balance] == pytest.approx([0.2, 0.2, 0.6])


def test_rounded_shares_and_percentages_are_brought_to_one() -> None:
    frame = frame_of(sex=[0, 0, 0, 1])
    shares, percentages = (
        weigh(frame, {"sex": margin})[0].design.weights
        for margin in ({"f": 0.5, "m": 0.5}, {"f": 50, "m": 50})
    )
    assert shares.tolist() == percentages.tolist() == pytest.approx([2 / 3] * 3 + [2])


def test_what_weighting_cost_is_that_of_kish() -> None:
    frame = frame_of(sex=[0, 0, 0, 1])
    weighted, found = weigh(frame, {"sex": {"f": 0.5, "m": 0.5}})
    # Kish 1965: (4)^2 / (3 * (2/3)^2 + 2^2) = 3
    assert found.n == 4
    assert found.n_effective == pytest.approx(3)
    assert found.deff == pytest.approx(4 / 3)
    assert found.largest == pytest.approx(2)
    assert found.n_effective == kish(weighted.design.weights).n_effective


def test_without_margins_the_weights_of_the_file_stay() -> None:
    frame = frame_of([1.0, 1.0, 2.0], sex=[0, 1, 1])
    weighted, found = weigh(frame, {})
    assert weighted is frame
    # (4)^2 / (1 + 1 + 4)
    assert found.n_effective == pytest.approx(16 / 6)
    assert (found.largest, found.balance) == (1.5, ())


def test_weights_of_the_file_are_where_raking_starts() -> None:
    frame = frame_of([1.0, 3.0, 1.0, 1.0], sex=[0, 0, 1, 1])
    weighted, _ = weigh(frame, {"sex": {"f": 0.5, "m": 0.5}})
    assert weighted.design.weights.tolist() == pytest.approx([0.75, 2.25, 1.5, 1.5])


@pytest.mark.parametrize(
    ("margins", "expected"),
    [
        (
            {"age": {"young": 0.3, "middle": 0.3, "old": 0.4}},
            (
                "audience.margins.age.old: found no respondent, must be one respondent at least. "
                "Join the level with a neighbour, in the bands and in the margin."
            ),
        ),
        (
            {"age": {"young": 1, "middle": 0}},
            (
                "audience.margins.age.middle: found a share of 0, and respondents, must be a share "
                "above 0. Join the level with a neighbour, in the bands and in the margin."
            ),
        ),
        (
            {"age": {"young": 1}},
            (
                "audience.margins.age.middle: found no share, and respondents, must be a share "
                "above 0. Join the level with a neighbour, in the bands and in the margin."
            ),
        ),
        (
            {"region": {"n": 1}},
            (
                "audience.margins.region: found no column of region in the answers, must be a "
                "column. Map a column to it under data.columns, or take the margin out."
            ),
        ),
    ],
)
def test_margins_that_the_respondents_cannot_carry_are_named(
    margins: dict[str, dict[str, float]], expected: str
) -> None:
    with pytest.raises(WeightingError) as refused:
        weigh(frame_of(age=[0, 1, 0, 1]), margins)
    assert [str(problem) for problem in refused.value.problems] == [expected]


def test_all_problems_are_told_at_once() -> None:
    margins: dict[str, dict[str, float]] = {"age": {"young": 0.5, "old": 0.5}, "sex": {"f": 1}}
    with pytest.raises(WeightingError) as refused:
        weigh(frame_of(age=[0, 1, 0, 1]), margins)
    assert [problem.where for problem in refused.value.problems] == [
        "audience.margins.age.old",
        "audience.margins.age.middle",
        "audience.margins.sex",
    ]


def test_a_number_without_bands_is_refused() -> None:
    age = Numbers(np.array([20.0, 30.0]), np.zeros(2, np.int16))
    with pytest.raises(WeightingError) as refused:
        weigh(Frame({"age": age}, Design(2)), {"age": {"20": 0.5, "30": 0.5}})
    assert [problem.found for problem in refused.value.problems] == ["answers without levels"]


def test_margins_that_contradict_each_other_are_refused_by_name() -> None:
    # every woman is young and every man old: the two margins ask for different shares
    frame = frame_of(sex=[0, 0, 1, 1], age=[0, 0, 2, 2])
    margins = {"sex": {"f": 0.5, "m": 0.5}, "age": {"young": 0.2, "old": 0.8}}
    with pytest.raises(WeightingError, match=r"audience\.margins: (sex|age), (f|m|young|old): "):
        weigh(frame, margins)
