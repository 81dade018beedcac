from collections.abc import Callable
from typing import Any

from validation.claims import Asked
from validation.errors import Problem
from validation.questionnaire import Library
from validation.questionnaire.making import Made, make_for, make_open, make_screener
from validation.study import Study

StudyOf = Callable[..., Study]
SHARE = {"kind": "share", "at_least": 0.5}
LEVEL = {"kind": "level", "at_least": 4}


def made_for(study: Study, library: Library) -> Made | Problem:
    return make_for(study.hypotheses[0], study, library, {})


def believed(study_of: StudyOf, **keys: Any) -> Study:  # noqa: ANN401 (as in a file)
    return study_of(hypotheses=[{"id": "h", "stage": "start", "says": "So it is", **keys}])


def test_an_item_carries_scale_question_and_what_counts(
    study_of: StudyOf, library: Library
) -> None:
    made = made_for(believed(study_of, aspect="pain", about="bills", claim=SHARE), library)
    assert isinstance(made, Made)
    assert made.item.text.within("fi") == "Kuinka helppoa: bills?"
    assert [choice.label.within("en") for choice in made.item.choices] == [
        *("very difficult", "2", "3", "4", "very easy")
    ]
    assert made.item.asked() == Asked(made.item.id, "rating", ("1", "2", "3", "4", "5"), 1, 5)
    assert made.binding.items == {"item": made.item.id}
    assert made.binding.counted == ("1", "2")


def test_touchpoints_of_the_stage_are_offered_and_the_hypothesis_counts_its_own(
    study_of: StudyOf, library: Library
) -> None:
    made = made_for(believed(study_of, ask="met", touchpoint="tv", claim=SHARE), library)
    assert isinstance(made, Made)
    assert [choice.code for choice in made.item.choices] == ["shop", "tv"]
    assert made.binding.counted == ("tv",)


def test_a_touchpoint_of_another_stage_is_not_offered(study_of: StudyOf, library: Library) -> None:
    study = believed(study_of, stage="use", ask="met", touchpoint="tv", claim=SHARE)
    problem = made_for(study, library)
    assert isinstance(problem, Problem)
    assert problem.found == "1 touchpoints to choose from"


def test_a_claim_that_the_template_cannot_answer_names_the_templates_that_can(
    study_of: StudyOf, library: Library
) -> None:
    problem = made_for(believed(study_of, aspect="action", about="x", claim=LEVEL), library)
    assert isinstance(problem, Problem)
    assert problem.where == "hypotheses.h.claim.item"
    assert "did.start.x, of type single" in problem.found
    assert "template did cannot" in problem.hint
    assert "ask: agreement, ease, recommend." in problem.hint


def test_a_score_on_a_template_with_another_scale_is_a_problem(
    study_of: StudyOf, library: Library
) -> None:
    claim = {"kind": "score", "score": "nps", "at_least": 30}
    problem = made_for(believed(study_of, ask="ease", claim=claim), library)
    assert isinstance(problem, Problem)
    assert problem.must == "an item rated from 0 to 10"
    assert "ask: recommend." in problem.hint


def test_a_share_of_touchpoints_without_a_touchpoint_is_a_problem(
    study_of: StudyOf, library: Library
) -> None:
    problem = made_for(believed(study_of, ask="met", claim=SHARE), library)
    assert isinstance(problem, Problem)
    assert problem.where == "hypotheses.h.claim.options"


def test_the_screener_offers_every_stage_in_the_words_of_the_customer(
    study_of: StudyOf, library: Library
) -> None:
    stages = [{"id": "a", "title": "First", "description": "I came."}, {"id": "b", "title": "Next"}]
    screener = make_screener(study_of(stages=stages), library)
    labels = {choice.code: choice.label.within("en") for choice in screener.choices}
    assert labels == {"a": "First – I came.", "b": "Next"}
    assert (screener.id, screener.role) == ("reached", "screener")


def test_the_open_question_names_its_stage(study_of: StudyOf, library: Library) -> None:
    study = study_of()
    item = make_open(study.stages[1], study, library)
    assert (item.id, item.stage, item.role) == ("open.use", "use", "open")
    assert item.text.within("fi") == "Kuinka helppoa: Käyttö?"


def test_a_funnel_without_items_is_asked_by_the_stages(study_of: StudyOf, library: Library) -> None:
    claim = {"kind": "drop_off", "largest_at": "leave"}
    believed = [{"id": "h", "says": "Most are lost", "claim": claim}]
    stages = [{"id": one, "title": one} for one in ("see", "use", "leave")]
    made = made_for(study_of(stages=stages, hypotheses=believed), library)
    assert isinstance(made, Made)
    # the screener, so that it is asked once and first
    assert (made.item.id, made.item.role) == ("reached", "screener")
    assert [choice.code for choice in made.item.choices] == ["see", "use", "leave"]
    assert made.binding.items == {"item": "reached"}
    too_few = made_for(study_of(stages=stages[:1], hypotheses=believed), library)
    assert isinstance(too_few, Problem)
    assert too_few.found == "1 stages to choose from"
