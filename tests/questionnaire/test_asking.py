from collections.abc import Callable
from typing import Any

import pytest

from validation.errors import Problem
from validation.questionnaire import Library
from validation.questionnaire.asking import Ask, build_ask, find_template, make_id
from validation.study import Hypothesis, Study

StudyOf = Callable[..., Study]


def believed(**keys: Any) -> Hypothesis:  # noqa: ANN401 (as in a file)
    claim = keys.pop("claim", {"kind": "share", "at_least": 0.5})
    return Hypothesis.model_validate({"id": "h", "says": "So it is", "claim": claim, **keys})


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"aspect": "pain"}, "ease"),
        ({"aspect": "pain", "ask": "did"}, "did"),
        (
            {"aspect": "pain", "claim": {"kind": "score", "score": "nps", "at_least": 9}},
            "recommend",
        ),
        ({"aspect": "pain", "claim": {"kind": "drop_off", "largest_at": "use"}}, "reached"),
    ],
    ids=["the aspect's default", "the one named", "the score's before the aspect's", "the kind's"],
)
def test_the_template_is(keys: dict[str, Any], expected: str, library: Library) -> None:
    template = find_template(believed(**keys), library)
    assert not isinstance(template, Problem)
    assert template.id == expected


def test_a_hypothesis_with_neither_item_nor_aspect_nor_ask_is_a_problem(library: Library) -> None:
    problem = find_template(believed(), library)
    assert isinstance(problem, Problem)
    assert str(problem).startswith("hypotheses.h: found neither item, aspect nor ask")


def test_an_unknown_template_is_a_problem_that_lists_the_known(library: Library) -> None:
    problem = find_template(believed(ask="eese"), library)
    assert isinstance(problem, Problem)
    assert problem.where == "hypotheses.h.ask"
    assert "agreement, did, ease" in problem.must
    assert "reached" not in problem.must


@pytest.mark.parametrize("name", ["open", "reached"])
def test_a_template_that_is_not_for_hypotheses_is_a_problem(name: str, library: Library) -> None:
    assert name in library.items
    problem = find_template(believed(ask=name), library)
    assert isinstance(problem, Problem)
    assert str(problem).startswith(f"hypotheses.h.ask: found {name!r}, must be a library template")
    assert "agreement, did, ease" in problem.must


def asked(keys: dict[str, Any], template: str, study_of: StudyOf, library: Library) -> Ask:
    ask = build_ask(library.items[template], believed(**keys), study_of())
    assert isinstance(ask, Ask)
    return ask


@pytest.mark.parametrize(
    ("keys", "template", "subject", "made"),
    [
        ({"about": "Bills", "stage": "use"}, "ease", "about", "ease.use.bills"),
        ({"about": "Bills"}, "ease", "about", "ease.general.bills"),
        ({"stage": "use"}, "ease", "stage", "ease.use"),
        ({"stage": "use"}, "agreement", "says", "agreement.use.so-it-is"),
        ({"stage": "start"}, "noticed", "message", "noticed.start.switch"),
        ({"touchpoint": "shop"}, "met", "stage", "met.start"),
        ({"stage": "use"}, "recommend", "general", "recommend.general"),
    ],
)
def test_a_hypothesis_is_asked_about_the_first_thing_it_has(  # noqa: PLR0913, PLR0917 (a table)
    keys: dict[str, Any],
    template: str,
    subject: str,
    made: str,
    study_of: StudyOf,
    library: Library,
) -> None:
    ask = asked(keys, template, study_of, library)
    assert (ask.subject, ask.id) == (subject, made)


def test_nothing_to_ask_about_is_a_problem_that_says_what_to_write(
    study_of: StudyOf, library: Library
) -> None:
    problem = build_ask(library.items["ease"], believed(), study_of())
    assert isinstance(problem, Problem)
    assert "nothing for ease to ask about" in problem.found
    assert "`about:`" in problem.hint


def test_an_id_never_grows_beyond_what_an_id_may_be(library: Library) -> None:
    long = [make_id(library.items["ease"], "s" * 60, name) for name in ("one", "other")]
    assert len(set(long)) == 2
    assert max(map(len, long)) <= 64
