import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.errors import SamplingError
from validation.sampling import required_invitations


@pytest.mark.parametrize(
    ("answers", "rate", "population", "expected"),
    [
        (300, 0.25, 10_000, 1200),
        (385, 0.2, 10_000, 1925),
        (3, 0.1, 100, 30),  # and not 31, which 3 / 0.1 gives with another rounding
        (7, 0.3, 100, 24),  # 23.3 rounded up
        (100, 1.0, 100, 100),
        (0, 0.5, 100, 0),
        (300, 0.25, 800, 800),
    ],
)
def test_invitations_are_the_answers_divided_by_the_rate(
    answers: int, rate: float, population: int, expected: int
) -> None:
    assert required_invitations(answers, rate, population).invitations == expected


def test_a_list_that_cannot_give_enough_says_so() -> None:
    required = required_invitations(300, 0.25, 800)

    assert (required.enough, required.expected_answers) == (False, 200)
    assert required.note == (
        "300 answers need 1200 invitations at a response rate of 0.25, and the list has 800: "
        "about 200 answers can be expected."
    )
    assert required_invitations(300, 0.25, 1200).note == ""


@given(st.integers(0, 10_000), st.integers(1, 1000), st.integers(0, 100_000))
def test_never_more_than_the_list_and_never_one_too_few(
    answers: int, thousandths: int, population: int
) -> None:
    required = required_invitations(answers, thousandths / 1000, population)

    assert required.invitations <= population
    enough = required.invitations * thousandths >= answers * 1000
    assert required.enough == enough
    if enough and answers:
        assert (required.invitations - 1) * thousandths < answers * 1000


@pytest.mark.parametrize("rate", [0, -0.1, 1.5])
def test_a_rate_that_is_no_share_is_refused(rate: float) -> None:
    with pytest.raises(SamplingError, match=f"response rate: found {rate}, must be above 0"):
        required_invitations(10, rate, 100)


def test_numbers_below_nothing_are_refused() -> None:
    with pytest.raises(SamplingError, match="found -1 and 100, must not be below 0"):
        required_invitations(-1, 0.5, 100)
