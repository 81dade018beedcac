import pytest

from validation.questionnaire import Conditions, compare_terms

USUAL = Conditions("invite", "probability")


def test_waves_that_were_fielded_alike_go_on() -> None:
    assert compare_terms(USUAL, USUAL).sameness == "same"


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (Conditions("open_link", "probability"), ("mode",)),
        (Conditions("invite", "opt_in"), ("sampling",)),
        (Conditions("invite", "probability", pilot=True), ("pilot",)),
        (Conditions("import", "census", pilot=True), ("mode", "sampling", "pilot")),
    ],
)
def test_mode_sampling_and_a_pilot_break_a_series(
    other: Conditions, reasons: tuple[str, ...]
) -> None:
    assert compare_terms(USUAL, other).reasons == reasons
    assert compare_terms(other, USUAL).reasons == reasons


def test_a_panel_and_anonymity_are_told_and_break_nothing() -> None:
    other = compare_terms(USUAL, Conditions("invite", "probability", panel=True, anonymous=True))

    assert other.sameness == "cosmetic"
    assert [one.reason for one in other.differences] == ["respondents", "anonymity"]


def test_two_pilots_are_alike() -> None:
    pilot = Conditions("invite", "probability", pilot=True)

    assert compare_terms(pilot, pilot).sameness == "same"
