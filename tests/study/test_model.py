"""The study as a whole, and its decision rule."""

import pytest
from pydantic import ValidationError

from validation.study.model import Decision, Study


def test_alpha_is_what_confidence_leaves() -> None:
    assert Decision(confidence=0.9).alpha == pytest.approx(0.1)


@pytest.mark.parametrize(
    "wrong",
    [{"confidence": 1}, {"confidence": 0.5}, {"adjust": "bonferroni"}, {"minimum_answers": 1}],
)
def test_rules_that_decide_nothing_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Decision.model_validate(wrong)


def test_study_comes_back_equal_from_json() -> None:
    claim = {"kind": "share", "item": "q", "from": 8, "at_least": 0.5}
    study = Study.model_validate(
        {
            "study": "s",
            "title": {"en": "S", "fi": "T"},
            "items": [{"id": "q", "text": "Q?", "type": "rating", "scale": {"from": 1, "to": 10}}],
            "hypotheses": [{"id": "h", "says": "H", "claim": claim}],
            "fieldwork": {"open_for": "14 days"},
        }
    )
    assert Study.model_validate_json(study.model_dump_json(by_alias=True)) == study
