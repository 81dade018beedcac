from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from validation.claims import Asked, Frame, UnansweredError, UndividedError
from validation.claims.association import AssociationClaim
from validation.stats import Design

Make = Callable[..., Any]
X = [1, 2, 3, 4, 5, 3, 2, 4, 5, 1, 2, 3, 4, 5, 3, 2, 4, 1, 5, 3]
Y = [2, 1, 3, 5, 4, 3, 3, 4, 5, 2, 1, 4, 3, 5, 2, 2, 5, 1, 4, 3]
WEIGHTS = [1.0, 2.0, 3.0, 1.0] * 5
TABLE = np.array([[20, 10, 5], [8, 15, 12]])


def claim(**given: object) -> AssociationClaim:
    return AssociationClaim.model_validate(
        {"kind": "association", "item": "x", "with": "y"} | given
    )


@pytest.fixture
def tabulated(chosen: Make) -> Make:
    def make(table: np.ndarray[Any, Any]) -> Frame:
        rows, columns = (side.ravel() for side in np.indices(table.shape))
        x, y = np.repeat(rows, table.ravel()), np.repeat(columns, table.ravel())
        made = [chosen([str(one) for one in side], tuple("01234")) for side in (x, y)]
        return Frame({"x": made[0], "y": made[1]}, Design(int(table.sum())))

    return make


def test_a_direction_is_judged_by_the_weighted_rank_correlation(
    rated: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"x": rated(X, 1, 5), "y": rated(Y, 1, 5)}, WEIGHTS)
    found = claim(direction="positive", at_least=0.3).outcome(frame, everybody(frame), 0.95)
    # tests/golden/examples/methods.R: e <- correlation_of(x, y, design); e$value, e$ends(.95)
    assert found.estimate.estimate == pytest.approx(0.831335830184430)
    ends = (found.estimate.ci_low, found.estimate.ci_high)
    assert ends == pytest.approx((0.643135090700785, 0.924825513120480), rel=1e-9)
    # 2 * e$above(0.3)
    assert found.p_support == pytest.approx(0.000379206176451565, rel=1e-9)


def test_the_other_direction_mirrors_it(rated: Make, framed: Make, everybody: Make) -> None:
    mirrored = [6 - one for one in Y]
    frame = framed({"x": rated(X, 1, 5), "y": rated(mirrored, 1, 5)}, WEIGHTS)
    found = claim(direction="down", at_least=0.3).outcome(frame, everybody(frame), 0.95)
    assert found.estimate.estimate == pytest.approx(-0.831335830184430)
    assert found.p_support == pytest.approx(0.000379206176451565, rel=1e-9)


def test_dependence_at_all_is_what_rao_and_scott_say(tabulated: Make, everybody: Make) -> None:
    frame = tabulated(TABLE)
    found = claim().outcome(frame, everybody(frame), 0.95)
    # R: svychisq(~r + c, design, statistic = "F"): F = 4.448139255702, p = 0.0134249356604124
    assert found.p_support == pytest.approx(0.0134249356604124)
    assert found.p_refute == 1
    assert found.beside["rao_scott"].statistic == pytest.approx(4.448139255702)


def test_denied_dependence_is_tested_one_sided_against_its_margin(
    tabulated: Make, everybody: Make
) -> None:
    frame = tabulated(TABLE)
    found = claim(at_most=0.6).outcome(frame, everybody(frame), 0.95)
    # R: pchisq(8.89627851140456, 2, ncp = 8.89627851140456 / 0.359070428508185^2 * .36)
    assert found.p_support == pytest.approx(0.0165381195145878, rel=1e-6)
    # the interval is that at 1 - 2 alpha: its end below the margin is the support
    assert found.estimate.ci_high < 0.6
    weaker = claim(at_most=0.1).outcome(frame, everybody(frame), 0.95)
    # R: 2 * pchisq(..., ncp = scale * .01, lower = FALSE)
    assert weaker.p_refute == pytest.approx(2 * 0.0333774442548727, rel=1e-6)


def test_no_dependence_among_many_levels_is_not_taken_for_some(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    rng = np.random.default_rng(11)
    wrong = 0
    for _ in range(60):
        sides = rng.integers(0, 5, (2, 100))
        x, y = (chosen([str(one) for one in side], tuple("01234")) for side in sides)
        frame = framed({"x": x, "y": y})
        found = claim(at_least=0.1).outcome(frame, everybody(frame), 0.95)
        wrong += found.p_support < 0.05
    # the linearised interval of V alone would do so more than every second time
    assert wrong <= 4


def test_why_there_is_no_number_is_told(chosen: Make, framed: Make, everybody: Make) -> None:
    levels = ("a", "b")
    alike = framed({"x": chosen(["a"] * 4, levels), "y": chosen(["a", "b"] * 2, levels)})
    with pytest.raises(UndividedError, match="both: found the same answer 4 times"):
        claim().outcome(alike, everybody(alike), 0.95)
    apart = framed({"x": chosen(["a", None], levels), "y": chosen([None, "b"], levels)})
    with pytest.raises(UnansweredError):
        claim().outcome(apart, everybody(apart), 0.95)


def test_an_order_without_numbers_is_that_of_the_levels(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    levels = ("never", "seldom", "often")
    x = chosen([levels[one % 3] for one in range(30)], levels)
    frame = framed({"x": x, "y": x})
    found = claim(direction="positive").outcome(frame, everybody(frame), 0.95)
    assert found.estimate.estimate == pytest.approx(1)


def test_regions_follow_from_direction_and_bound() -> None:
    assert list(claim().region().bounds()) == [("low", 0.0)]
    assert list(claim(direction="positive", at_least=0.3).region().bounds()) == [("low", 0.3)]
    assert list(claim(direction="negative", at_least=0.3).region().bounds()) == [("high", -0.3)]
    assert list(claim(at_most=0.1).region().bounds()) == [("high", 0.1)]


def test_a_denial_has_no_direction_and_no_other_bound() -> None:
    with pytest.raises(ValidationError, match="must stand without direction and at_least"):
        claim(at_most=0.1, direction="positive")


def test_an_item_with_itself_and_a_number_without_direction_are_told() -> None:
    number = Asked("y", "number", (), 0, 24)
    rating = Asked("x", "rating", tuple("12345"), 1, 5)
    (same,) = claim(**{"with": "x"}).problems({"x": rating})
    assert same.must == "another item than `item`"
    (many,) = claim().problems({"x": rating, "y": number})
    assert many.must == "an item of type bands or rating or single"
    assert not list(claim(direction="positive").problems({"x": rating, "y": number}))


def test_complete_dependence_supports_that_there_is_some(tabulated: Make, everybody: Make) -> None:
    frame = tabulated(np.array([[20, 0], [0, 20]]))
    found = claim().outcome(frame, everybody(frame), 0.95)
    assert (found.p_support, found.p_refute) == (0, 1)
    assert found.estimate.estimate == pytest.approx(1)
