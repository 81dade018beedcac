import numpy as np

from validation.responses import Flag, Flags, Screening


def flags(kind: str, *evidence: float) -> Flags:
    return Flags(kind, np.array(evidence), 0.5)  # type: ignore[arg-type] # any kind of the tests


def test_a_flag_is_raised_where_the_evidence_reaches_the_threshold() -> None:
    assert flags("speeder", 0.4, 0.5, 0.6).flagged.tolist() == [False, True, True]


def test_what_is_not_known_is_no_suspicion() -> None:
    assert flags("speeder", np.nan).flagged.tolist() == [False]


def test_a_response_is_flagged_by_any_kind() -> None:
    found = Screening(3, (flags("speeder", 1, 0, 0), flags("pattern", 0, 1, 0)), {})

    assert found.flagged().tolist() == [True, True, False]


def test_nobody_is_flagged_where_nothing_was_looked_at() -> None:
    assert Screening(2, (), {"speeder": "no_times"}).flagged().tolist() == [False, False]


def test_the_flags_of_a_response_name_kind_evidence_and_threshold() -> None:
    found = Screening(2, (flags("speeder", 0.9, 0), flags("pattern", 0.2, 0)), {})

    assert found.of(0) == (Flag("speeder", 0.9, 0.5),)
    assert found.of(1) == ()
