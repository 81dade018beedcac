import pytest

from validation.questionnaire import Questionnaire
from validation.responses import Record, Tracing
from validation.responses.records import CHUNK


def test_records_pass_and_leave_their_traces(questionnaire: Questionnaire) -> None:
    records = [
        Record("a", {"quality": "7"}, paradata={"seconds": {"g": 12.5}}, language="fi"),
        Record("b", {"quality": "8"}),
    ]
    tracing = Tracing.of(questionnaire)

    assert list(tracing.noted(records)) == records
    assert tracing.traces().seconds["g"] == pytest.approx([12.5, float("nan")], nan_ok=True)
    assert tracing.traces().languages == ("fi", None)


def test_many_records_keep_their_order(questionnaire: Questionnaire) -> None:
    n = 2 * CHUNK + 1
    tracing = Tracing.of(questionnaire)
    passed = list(tracing.noted(Record(f"r{at}", {}, paradata={"duration": at}) for at in range(n)))

    assert [one.key for one in passed[-2:]] == [f"r{n - 2}", f"r{n - 1}"]
    assert tracing.traces().duration.tolist() == list(range(n))


def test_no_records_leave_none(questionnaire: Questionnaire) -> None:
    assert Tracing.of(questionnaire).traces().duration.size == 0
