from collections.abc import Callable
from typing import Any

import pytest

from validation.errors import QuestionnaireError
from validation.questionnaire import Library, Questionnaire, build_questionnaire
from validation.study import Study

StudyOf = Callable[..., Study]
SHARE = {"kind": "share", "at_least": 0.5}
BILLS = {"stage": "use", "aspect": "pain", "about": "bills", "says": "Bills are hard"}


def test_two_hypotheses_that_need_the_same_item_share_it(
    study_of: StudyOf, library: Library
) -> None:
    level = {"kind": "level", "at_most": 3}
    believed = [{"id": "a", "claim": SHARE, **BILLS}, {"id": "b", "claim": level, **BILLS}]
    built = build_questionnaire(study_of(hypotheses=believed), library)
    made = [item for item in built.items() if item.template == "ease"]
    assert [item.hypotheses for item in made] == [("a", "b")]
    assert built.items_of == {"a": ("ease.use.bills",), "b": ("ease.use.bills",)}


def test_the_same_study_gives_the_same_fingerprint_and_another_wording_another(
    study_of: StudyOf, library: Library
) -> None:
    def fingerprint(**keys: Any) -> str:  # noqa: ANN401 (as in a file)
        believed = [{"id": "a", "claim": SHARE, **BILLS, **keys}]
        return build_questionnaire(study_of(hypotheses=believed), library).fingerprint

    assert fingerprint() == fingerprint()
    assert fingerprint() != fingerprint(about="prices")


def test_a_questionnaire_survives_being_kept_as_json(study_of: StudyOf, library: Library) -> None:
    built = build_questionnaire(
        study_of(hypotheses=[{"id": "a", "claim": SHARE, **BILLS}]), library
    )
    again = Questionnaire.model_validate_json(built.model_dump_json())
    assert again == built
    assert again.fingerprint == built.fingerprint


def test_the_seed_is_that_of_the_study_unless_one_is_given(
    study_of: StudyOf, library: Library
) -> None:
    one, other = study_of(), study_of(study="bank")
    seeds = {build_questionnaire(study, library).seed for study in (one, one, other)}
    assert len(seeds) == 2
    assert build_questionnaire(one, library, seed=7).seed == 7


def test_written_items_are_asked_even_if_no_hypothesis_needs_them(
    study_of: StudyOf, library: Library
) -> None:
    items = [{"id": "why", "type": "text", "text": "Why?"}]
    built = build_questionnaire(study_of(items=items), library)
    assert [(item.id, item.hypotheses) for item in built.items()] == [("why", ())]


def test_everything_that_is_wrong_is_said_at_once(study_of: StudyOf, library: Library) -> None:
    believed = [
        {"id": "a", "says": "x", "claim": SHARE},
        {"id": "b", "says": "x", "ask": "did", "claim": SHARE},
    ]
    with pytest.raises(QuestionnaireError) as error:
        build_questionnaire(study_of(hypotheses=believed), library)
    assert [problem.where for problem in error.value.problems] == ["hypotheses.a", "hypotheses.b"]


def test_a_language_that_the_library_does_not_speak_is_a_problem(
    study_of: StudyOf, library: Library
) -> None:
    study = study_of(languages=["de"], hypotheses=[{"id": "a", "claim": SHARE, **BILLS}])
    with pytest.raises(QuestionnaireError, match="no question in de for the template ease"):
        build_questionnaire(study, library)


def test_two_wordings_of_one_item_are_a_problem(study_of: StudyOf, library: Library) -> None:
    worded = [{**BILLS, "about": {"en": "bills", "fi": fi}} for fi in ("laskut", "lasku")]
    believed = [{"id": name, "claim": SHARE, **one} for name, one in zip("ab", worded, strict=True)]
    with pytest.raises(QuestionnaireError, match="worded as in hypothesis a"):
        build_questionnaire(study_of(hypotheses=believed), library)


def test_a_written_item_may_not_take_the_id_of_a_made_one(
    study_of: StudyOf, library: Library
) -> None:
    items = [{"id": "ease.use.bills", "type": "text", "text": "Why?"}]
    study = study_of(items=items, hypotheses=[{"id": "a", "claim": SHARE, **BILLS}])
    with pytest.raises(QuestionnaireError, match="another id than ease"):
        build_questionnaire(study, library)


def test_the_items_of_a_persona_and_behind_bands_serve_the_hypothesis(
    study_of: StudyOf, library: Library
) -> None:
    study = study_of(
        items=[
            {"id": "age", "type": "number", "text": "Age?", "background": True},
            {"id": "group", "type": "bands", "of": "age", "bands": {"y": [0, 34], "o": [35, None]}},
        ],
        personas=[{"id": "young", "title": "Young", "when": {"group": "y"}}],
        hypotheses=[{"id": "a", "persona": "young", "claim": SHARE, **BILLS}],
    )
    built = build_questionnaire(study, library)
    assert built.items_of == {"a": ("ease.use.bills", "group", "age")}
    assert built.derived[0].hypotheses == ("a",)


def test_a_funnel_of_the_stages_is_the_one_question_that_comes_first(
    study_of: StudyOf, library: Library
) -> None:
    claim = {"kind": "drop_off", "largest_at": "leave"}
    stages = [{"id": one, "title": one} for one in ("see", "use", "leave")]
    believed = [
        {"id": "lost", "says": "Most leave", "claim": claim},
        {"id": "a", "claim": SHARE, **BILLS},
    ]
    built = build_questionnaire(study_of(stages=stages, hypotheses=believed), library)
    first, *others = built.items()
    assert (first.id, first.role, first.hypotheses) == ("reached", "screener", ("lost",))
    assert "reached" not in [item.id for item in others]
    assert built.items_of["lost"] == ("reached",)
    (asked,) = (item for item in others if item.template == "ease")
    assert asked.when == {"reached": ("use",)}
