import numpy as np

from tests.trends.numbers import make_lined
from validation.trends.lined import Fresh

NAN = float("nan")


def test_the_previous_wave_is_the_last_one_with_answers() -> None:
    lined = make_lined([[1, 2, 3], [1, NAN, 3], [NAN, NAN, 3]])

    assert lined.previous(2).tolist() == [1, 0, -1]
    assert lined.previous(0).tolist() == [-1, -1, -1]


def test_the_baseline_is_the_first_comparable_wave_unless_that_is_the_previous_one() -> None:
    lined = make_lined([[1, 2, 3, 4], [NAN, 2, 3, 4], [NAN, NAN, 3, 4]])

    assert lined.base(3).tolist() == [0, 1, -1]


def test_nothing_is_compared_across_a_break() -> None:
    lined = make_lined([[1, 2, 3, 4], [1, 2, 3, 4]], run=[[0, 0, 1, 1], [0, 0, 0, 1]])

    assert lined.previous(3).tolist() == [2, -1]
    assert lined.base(3).tolist() == [-1, -1]
    assert lined.stretch(3).tolist() == [[False, False, True, True], [False] * 3 + [True]]


def test_a_measure_names_its_own_baseline() -> None:
    lined = make_lined([[1, 2, 3, 4], [1, NAN, 3, 4]], baseline=[-1, -1, -1, 1])

    assert lined.base(3).tolist() == [1, 0]


def test_a_wave_with_too_few_answers_is_no_reference() -> None:
    lined = make_lined([[1, 2, 3]], tested=[[True, False, True]])

    assert lined.previous(2).tolist() == [0]


def test_fresh_waves_share_nobody() -> None:
    fresh = Fresh(2)

    assert np.array_equal(fresh.correlation(0, 1), [0, 0])
    assert (fresh.overlap(0, 1), fresh.joining(0, 1), fresh.new(1)) == (0, 1, 1)
