import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.errors import FieldworkError
from validation.fieldwork import (
    CODES,
    Disposition,
    ResponseRates,
    participation_rate,
    response_rates,
)

# I = 4, P = 2, R = 1, NC = 1, O = 1, UH = 1, UO = 1, NE = 1
TWELVE: dict[Disposition, float] = {
    "complete": 4,
    "partial": 2,
    "refusal": 1,
    "non_contact": 1,
    "other": 1,
    "nothing_returned": 1,
    "undelivered": 1,
    "not_eligible": 1,
}


def shown(rates: ResponseRates) -> list[float | None]:
    six = (rates.rr1, rates.rr2, rates.rr3, rates.rr4, rates.rr5, rates.rr6)
    return [None if one is None else round(one, 3) for one in six]


def test_rates_are_those_that_the_r_package_outcomerate_publishes() -> None:
    # freq <- c(I = 4, P = 2, R = 1, NC = 1, O = 1, UH = 1, UO = 1, NE = 1)
    # outcomerate(freq, e = eligibility_rate(freq))
    # RR1 0.364, RR2 0.545, RR3 0.370, RR4 0.556, RR5 0.444, RR6 0.667 (its README, 1.0.1)
    rates = response_rates(TWELVE)

    assert shown(rates) == [0.364, 0.545, 0.370, 0.556, 0.444, 0.667]
    assert (rates.e, rates.e_estimated) == (0.9, True)


def test_rates_of_a_wave_reckoned_by_hand() -> None:
    # 1000 drawn: I = 240, P = 20, R = 25 + 10 + 5 = 40, UH = 600, UO = 60, NE = 40
    rates = response_rates(
        {
            "complete": 240,
            "partial": 20,
            "refusal": 25,
            "implicit_refusal": 10,
            "break_off": 5,
            "nothing_returned": 580,
            "not_invited": 20,
            "undelivered": 60,
            "not_eligible": 40,
        },
        e=0.5,
    )

    assert rates.rr1 == pytest.approx(240 / 960)  # 300 known + 660 unknown
    assert rates.rr2 == pytest.approx(260 / 960)
    assert rates.rr3 == pytest.approx(240 / 630)  # 300 + 0.5 · 660
    assert rates.rr4 == pytest.approx(260 / 630)
    assert rates.rr5 == pytest.approx(240 / 300)
    assert rates.rr6 == pytest.approx(260 / 300)
    assert rates.groups == {
        "I": 240, "P": 20, "R": 40, "NC": 0, "O": 0, "UH": 600, "UO": 60, "NE": 40,
    }  # fmt: skip


def test_a_rate_of_nobody_is_none() -> None:
    assert shown(response_rates({})) == [None] * 6
    assert shown(response_rates({"nothing_returned": 5}))[4:] == [None, None]


@pytest.mark.parametrize("e", [-0.1, 1.1])
def test_an_e_that_is_no_share_is_refused(e: float) -> None:
    with pytest.raises(FieldworkError, match=f"e: found {e}, must be from 0 to 1"):
        response_rates(TWELVE, e=e)


@given(
    st.dictionaries(st.sampled_from([*CODES]), st.integers(0, 1000)),
    st.none() | st.floats(0, 1),
)
def test_rates_lie_in_their_order(counts: dict[Disposition, int], e: float | None) -> None:
    rates = response_rates({name: float(count) for name, count in counts.items()}, e=e)

    for low, middle, high in (
        (rates.rr1, rates.rr3, rates.rr5),
        (rates.rr2, rates.rr4, rates.rr6),
    ):
        known = [rate for rate in (low, middle, high) if rate is not None]
        assert known == sorted(known)
        assert all(0 <= rate <= 1 for rate in known)


def test_an_open_link_has_a_participation_rate() -> None:
    assert participation_rate(80, 60) == 0.75
    assert participation_rate(0, 0) is None
    with pytest.raises(FieldworkError, match="found 9 completed of 8 begun"):
        participation_rate(8, 9)
