from collections.abc import Callable

import numpy as np
import pytest

from validation.claims import Frame
from validation.responses import Flags, Traces
from validation.responses.screening.checks import flag_honeypots, flag_inattentive

Answering = Callable[..., Frame]


def test_a_wrong_answer_to_the_check_is_a_suspicion(answering: Answering) -> None:
    found = flag_inattentive(answering(check=[2, 4, 3]), {"check": ("2", "3")})

    assert isinstance(found, Flags)
    assert found.flagged.tolist() == [False, True, False]


def test_no_answer_to_the_check_is_none(answering: Answering) -> None:
    found = flag_inattentive(answering(check=[0, None]), {"check": ("2",)})

    assert isinstance(found, Flags)
    assert np.isnan(found.evidence).all()
    assert not found.flagged.any()


def test_of_three_checks_one_may_be_missed(answering: Answering) -> None:
    frame = answering(a=[2, 2, 0], b=[2, 1, 1], c=[1, 1, 2])
    found = flag_inattentive(frame, {"a": ("2",), "b": ("2",), "c": ("2",)})

    assert isinstance(found, Flags)
    assert found.evidence == pytest.approx([1 / 3, 2 / 3, 1 / 2])
    assert found.flagged.tolist() == [False, True, True]


def test_without_checks_in_the_answers_nothing_is_said(answering: Answering) -> None:
    assert flag_inattentive(answering(use=[1]), {}) == "no_checks"
    assert flag_inattentive(answering(use=[1]), {"check": ("2",)}) == "no_checks"


def test_whoever_fills_in_the_hidden_field_is_taken_for_a_machine() -> None:
    found = flag_honeypots(Traces.of([{"honeypot": True}, {"honeypot": False}, {}]))

    assert isinstance(found, Flags)
    assert found.flagged.tolist() == [True, False, False]


@pytest.mark.parametrize("traces", [None, Traces.of([{}, {"duration": 9.0}])])
def test_without_the_hidden_field_nothing_is_said(traces: Traces | None) -> None:
    assert flag_honeypots(traces) == "no_field"
