from collections.abc import Callable
from typing import Any

import pytest

from validation.errors import QuestionnaireError
from validation.questionnaire import Item, Library, build_questionnaire
from validation.study import Study

StudyOf = Callable[..., Study]


def placed(study: Study, library: Library) -> dict[str, Item]:
    return {item.id: item for item in build_questionnaire(study, library).items()}


def question(name: str, **keys: Any) -> dict[str, Any]:  # noqa: ANN401 (as in a file)
    return {"id": name, "type": "single", "text": name, "options": ["a", "b"], **keys}


def test_a_stage_is_asked_only_of_those_who_reached_it(study_of: StudyOf, library: Library) -> None:
    items = placed(study_of(items=[question("why", stage="use")]), library)
    assert list(items) == ["reached", "why", "open.use"]
    assert items["why"].when == {"reached": ("use",)}
    assert items["open.use"].when == {"reached": ("use",)}
    assert items["reached"].role == "screener"


def test_the_condition_of_the_study_is_kept_beside_that_of_the_stage(
    study_of: StudyOf, library: Library
) -> None:
    written = [question("first", stage="use"), question("why", stage="use", when={"first": "a"})]
    items = placed(study_of(items=written), library)
    assert items["why"].when == {"reached": ("use",), "first": ("a",)}


def test_a_journey_of_one_stage_needs_no_screener(study_of: StudyOf, library: Library) -> None:
    written = [question("why", stage="use")]
    study = study_of(stages=[{"id": "use", "title": "Use"}], touchpoints=[], items=written)
    items = placed(study, library)
    assert "reached" not in items
    assert items["why"].when == {}


def test_a_study_without_stage_questions_needs_no_screener(
    study_of: StudyOf, library: Library
) -> None:
    assert list(placed(study_of(items=[question("why")]), library)) == ["why"]


def test_an_own_screener_of_all_stages_takes_the_place_of_ours(
    study_of: StudyOf, library: Library
) -> None:
    own = {"id": "reached", "type": "multi", "text": "Where?", "options": ["start", "use"]}
    items = placed(study_of(items=[question("why", stage="use"), own]), library)
    assert next(iter(items)) == "reached"
    assert items["reached"].text.within("en") == "Where?"
    assert items["why"].when == {"reached": ("use",)}


def test_an_own_item_of_that_name_without_the_stages_is_no_screener(
    study_of: StudyOf, library: Library
) -> None:
    items = placed(study_of(items=[question("reached"), question("why", stage="use")]), library)
    assert items["reached"].role == "measure"
    assert items["why"].when == {}


def test_in_a_language_that_the_library_lacks_nothing_is_added_of_itself(
    study_of: StudyOf, library: Library
) -> None:
    study = study_of(languages=["de"], items=[question("why", stage="use")])
    assert list(placed(study, library)) == ["why"]


def test_what_only_tells_people_apart_is_background(study_of: StudyOf, library: Library) -> None:
    claim = {"kind": "share", "item": "why", "options": ["a"], "at_least": 0.5}
    study = study_of(
        items=[
            question("tenure"),
            question("why"),
            {"id": "age", "type": "number", "text": "Age?"},
            {"id": "group", "type": "bands", "of": "age", "bands": {"y": [0, 34], "o": [35, None]}},
        ],
        audience={"segments": ["tenure", "why"], "margins": {"group": {"y": 0.4, "o": 0.6}}},
        hypotheses=[{"id": "h", "says": "x", "claim": claim}],
    )
    roles = {name: item.role for name, item in placed(study, library).items()}
    assert roles == {"why": "measure", "tenure": "background", "age": "background"}


def test_background_on_which_others_rest_is_asked_first(
    study_of: StudyOf, library: Library
) -> None:
    study = study_of(
        items=[
            question("why", when={"group": "y"}),
            {"id": "age", "type": "number", "text": "Age?", "background": True},
            {"id": "group", "type": "bands", "of": "age", "bands": {"y": [0, 34], "o": [35, None]}},
        ]
    )
    items = placed(study, library)
    assert list(items) == ["age", "why"]
    assert items["age"].role == "screener"


def test_a_condition_on_a_later_stage_is_a_problem(study_of: StudyOf, library: Library) -> None:
    written = [question("why", stage="start", when={"end": "a"}), question("end", stage="use")]
    with pytest.raises(QuestionnaireError, match="found end, which is asked later"):
        build_questionnaire(study_of(items=written), library)


def test_an_overall_rating_is_asked_before_its_parts(study_of: StudyOf, library: Library) -> None:
    written = [question("network", stage="use"), question("whole", stage="use", text="Overall?")]
    items = placed(study_of(items=written), library)
    assert list(items) == ["reached", "whole", "network", "open.use"]
