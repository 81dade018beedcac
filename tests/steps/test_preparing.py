"""From a study file to questionnaire and plan."""

from pathlib import Path

import pytest

from validation.errors import QuestionnaireError, TodennaError
from validation.steps import prepare_study

EXAMPLE = Path(__file__).parents[2] / "examples" / "mobile_operator" / "study.yaml"
NO_ITEM = """study: s
stages: [{id: buy, title: Buying}]
hypotheses:
  - {id: h, says: It is easy, stage: buy, aspect: pain, claim: {kind: share, at_least: 0.5}}
"""


def test_every_claim_is_bound_to_an_item_of_the_questionnaire() -> None:
    prepared = prepare_study(EXAMPLE)
    asked = prepared.questionnaire.asked()
    for hypothesis in prepared.study.hypotheses:
        for measure in hypothesis.claim.measures():
            assert measure.item in asked


def test_same_file_gives_same_questionnaire_and_plan() -> None:
    first, second = prepare_study(EXAMPLE), prepare_study(EXAMPLE)
    assert first.questionnaire.fingerprint == second.questionnaire.fingerprint
    assert first.plan.hash == second.plan.hash


def test_item_that_is_not_written_out_is_made(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(NO_ITEM)
    [hypothesis] = prepare_study(path).study.hypotheses
    [measure] = hypothesis.claim.measures()
    assert str(measure.item).startswith("ease.buy")


def test_claim_that_no_made_item_can_answer_is_told(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_text(NO_ITEM.replace("aspect: pain", "aspect: action").replace("share", "level"))
    with pytest.raises(QuestionnaireError) as caught:
        prepare_study(path)
    assert isinstance(caught.value, TodennaError)
    assert "hypotheses.h" in str(caught.value)
