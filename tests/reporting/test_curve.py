from collections.abc import Sequence

import numpy as np
import pytest

from validation.claims import Choices, Frame
from validation.questionnaire import Questionnaire
from validation.reporting.curve import build_curve
from validation.stats import Design


def rated(*points: int | None) -> Choices:
    codes = [-1 if point is None else point - 1 for point in points]
    return Choices(np.array(codes, np.int16), tuple("12345"), (1.0, 2.0, 3.0, 4.0, 5.0))


def framed(weights: Sequence[float] | None = None, **columns: Choices) -> Frame:
    n = len(next(iter(columns.values())).codes)
    return Frame(columns, Design(n, weights=weights))


def test_ratings_become_numbers_from_0_to_100(questionnaire: Questionnaire) -> None:
    frame = framed(quality=rated(1, 3, 5, 5), price=rated(2, 2, 4, 4))
    use, pay = build_curve(frame, questionnaire)
    assert (use.stage, pay.stage) == ("use", "pay")
    # R: x <- c(0, 50, 100, 100); mean(x); t.test(x)$conf.int -> -13.67401 138.67401, cut off
    assert use.estimate == pytest.approx(62.5)
    assert (use.ci_low, use.ci_high) == (0.0, 100.0)
    # R: y <- c(25, 25, 75, 75); t.test(y)$conf.int -> 4.065344224 95.934655776
    assert pay.estimate == pytest.approx(50.0)
    assert (pay.ci_low, pay.ci_high) == pytest.approx((4.065344224, 95.934655776))


def test_estimates_are_weighted(questionnaire: Questionnaire) -> None:
    frame = framed([1, 3], quality=rated(1, 5))
    [use] = build_curve(frame, questionnaire)
    assert use.estimate == pytest.approx(75.0)  # (0 × 1 + 100 × 3) / 4


def test_who_rated_nothing_at_a_stage_does_not_count(questionnaire: Questionnaire) -> None:
    frame = framed(quality=rated(5, 3, None), price=rated(None, None, None))
    [use] = build_curve(frame, questionnaire)
    assert (use.n, use.items) == (2, ("quality",))
    assert use.estimate == pytest.approx(75.0)


def test_a_stage_that_only_people_without_weight_rated_is_left_out(
    questionnaire: Questionnaire,
) -> None:
    frame = framed([1, 1, 0], quality=rated(None, None, 5), price=rated(1, 5, 3))
    assert [rating.stage for rating in build_curve(frame, questionnaire)] == ["pay"]


def test_what_one_person_rated_may_be_anything(questionnaire: Questionnaire) -> None:
    [use] = build_curve(framed(quality=rated(None, 4)), questionnaire)
    assert (use.estimate, use.ci_low, use.ci_high) == (75.0, 0.0, 100.0)


def test_a_stage_without_ratings_is_left_out(questionnaire: Questionnaire) -> None:
    assert list(build_curve(framed(channel=rated(1, 2)), questionnaire)) == []
