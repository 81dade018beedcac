import numpy as np
import pytest

from validation import stats
from validation.claims.measured import is_alike, measured_mean, measured_share, unknown

EVERYBODY = np.ones(50, dtype=bool)


def test_where_answers_differ_a_mean_is_that_of_the_statistics() -> None:
    values = np.tile([1.0, 2.0, 3.0, 4.0, 5.0], 10)
    found = measured_mean(stats.Design(50), values, (1, 5), EVERYBODY, 0.9)
    plain = stats.mean(stats.Design(50), values, confidence=0.9)
    assert found.estimate == plain
    assert list(found.sides(2.5)) == list(stats.p_values(plain, 2.5))


def test_the_interval_of_equal_answers_is_where_its_p_values_are_half_alpha() -> None:
    found = measured_mean(stats.Design(50), np.full(50, 3.0), (1, 5), EVERYBODY, 0.95)
    assert found.sides(found.estimate.ci_low)[1] == pytest.approx(0.025)
    assert found.sides(found.estimate.ci_high)[0] == pytest.approx(0.025)


@pytest.mark.parametrize(
    ("bound", "sides"), [(3.0, (1, 1)), (0.5, (1, 0)), (5.5, (0, 1)), (1.0, (1, 0)), (5.0, (0, 1))]
)
def test_bounds_at_and_beyond_the_limits_are_certain(
    bound: float, sides: tuple[float, float]
) -> None:
    found = measured_mean(stats.Design(50), np.full(50, 3.0), (1, 5), EVERYBODY, 0.95)
    assert found.sides(bound) == pytest.approx(sides)


def test_a_census_is_known_even_where_it_shows_no_variance() -> None:
    census = stats.Design(4, population=[4, 4, 4, 4])
    found = measured_mean(census, np.array([1.0, 2.0, 3.0, 4.0]), (1, 5), EVERYBODY[:4], 0.95)
    assert (found.estimate.ci_low, found.estimate.ci_high) == (2.5, 2.5)


def test_a_share_and_an_unknown_say_what_they_can() -> None:
    design, chosen = stats.Design(50), np.repeat([1.0, 0.0], 25)
    share = measured_share(design, chosen, EVERYBODY, 0.95)
    assert share.estimate.estimate == 0.5
    assert share.sides(0.5) == pytest.approx((0.5, 0.5))
    nothing = unknown(share.estimate, (0, 1))
    assert (nothing.estimate.ci_low, nothing.estimate.ci_high) == (0, 1)
    assert nothing.sides(0.2) == (1, 1)


def test_alike_means_one_value_of_those_who_count() -> None:
    values = np.where(np.arange(50) < 40, 2.0, 5.0)
    some = stats.mean(stats.Design(50), values, where=np.arange(50) < 40)
    assert is_alike(some, values)
    assert not is_alike(stats.mean(stats.Design(50), values), values)
