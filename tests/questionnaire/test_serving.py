from collections.abc import Callable

from validation.questionnaire import Library, bind_claims, build_questionnaire
from validation.questionnaire.serving import items_of
from validation.study import Study

StudyOf = Callable[..., Study]
RATED = {"type": "rating", "scale": "ease", "stage": "use"}


def test_a_bound_claim_names_its_item_and_the_answers_that_count(
    study_of: StudyOf, library: Library
) -> None:
    claim = {"kind": "share", "at_least": 0.5}
    believed = [{"id": "a", "aspect": "pain", "stage": "use", "says": "x", "claim": claim}]
    study = study_of(hypotheses=believed)
    questionnaire = build_questionnaire(study, library)
    bound = bind_claims(study, questionnaire).hypotheses[0].claim
    assert bound.kind == "share"
    assert (bound.item, bound.options) == ("ease.use", ("1", "2"))
    assert not list(bound.problems(questionnaire.asked()))


def test_a_claim_that_names_its_items_stays_as_it_is(study_of: StudyOf, library: Library) -> None:
    items = [{"id": name, "text": name, **RATED} for name in ("before", "after")]
    claim = {"kind": "comparison", "higher": "before", "lower": "after"}
    study = study_of(items=items, hypotheses=[{"id": "a", "says": "x", "claim": claim}])
    assert bind_claims(study, build_questionnaire(study, library)) == study
    assert items_of(study, [], {}) == {"a": ("before", "after")}


def test_options_that_the_study_names_are_not_replaced(study_of: StudyOf, library: Library) -> None:
    claim = {"kind": "share", "options": [5], "at_least": 0.5}
    believed = [{"id": "a", "aspect": "pain", "stage": "use", "says": "x", "claim": claim}]
    study = study_of(hypotheses=believed)
    bound = bind_claims(study, build_questionnaire(study, library)).hypotheses[0].claim
    assert bound.kind == "share"
    assert bound.options == ("5",)
