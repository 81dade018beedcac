from collections.abc import Callable
from typing import Any

import pytest
from scipy import stats as scipy_stats

from validation.claims import Asked
from validation.claims.score import ScoreClaim

Make = Callable[..., Any]
ELEVEN = Asked("recommend", "rating", tuple(map(str, range(11))), 0, 10)
TEN = Asked("recommend", "rating", tuple(map(str, range(1, 11))), 1, 10)


def claim(score: str, **bounds: float) -> ScoreClaim:
    content = {"kind": "score", "score": score, "item": "recommend", **bounds}
    return ScoreClaim.model_validate(content)


def test_the_net_promoter_score_is_the_mean_of_its_three_points(
    rated: Make, framed: Make, everybody: Make
) -> None:
    ratings = [10] * 20 + [9] * 10 + [8] * 10 + [7] * 5 + [6] * 3 + [0] * 2
    points = [100] * 30 + [0] * 15 + [-100] * 5
    frame = framed({"recommend": rated(ratings, 0, 10)})
    found = claim("nps", at_least=30).outcome(frame, everybody(frame), 0.95)
    assert found.estimate.estimate == 50
    assert found.p_support == pytest.approx(scipy_stats.ttest_1samp(points, 30).pvalue)


def test_only_a_scale_from_0_to_10_has_a_net_promoter_score() -> None:
    (problem,) = claim("nps", at_least=30).problems({"recommend": TEN})
    assert str(problem) == (
        "score: found a Net Promoter Score of recommend, rated from 1 to 10, must be an item rated "
        "from 0 to 10. Ask it anew on that scale, or claim a level or a top_two score."
    )
    assert not list(claim("nps", at_least=30).problems({"recommend": ELEVEN}))
    assert claim("nps", at_least=30).unit() == "points"


def test_only_a_scale_from_1_to_7_has_a_customer_effort_score() -> None:
    seven = Asked("recommend", "rating", tuple("1234567"), 1, 7)
    assert [one.where for one in claim("ces", at_least=5).problems({"recommend": TEN})] == ["score"]
    assert not list(claim("ces", at_least=5).problems({"recommend": seven}))


def test_top_two_is_the_share_of_the_two_highest_points(
    rated: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"recommend": rated([10, 9, 8, 7])})
    found = claim("top_two", at_least=0.4).outcome(frame, everybody(frame), 0.95)
    assert found.estimate.estimate == 0.5
    assert claim("top_two", at_least=0.4).unit() == "share"


def test_a_score_beyond_its_range_is_told() -> None:
    (problem,) = claim("nps", at_least=130).problems({"recommend": ELEVEN})
    assert problem.must == "within what it can be, -100 to 100"
