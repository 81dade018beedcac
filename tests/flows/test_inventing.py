from pathlib import Path

from flows.inventing import invent_answers
from validation.questionnaire import Form
from validation.steps import prepare_study

STUDY = Path(__file__).parents[2] / "examples" / "mobile_operator" / "study.yaml"


def test_people_answer_what_they_are_asked_and_nothing_else() -> None:
    prepared = prepare_study(STUDY)
    answers = invent_answers(prepared, 200, seed=1)

    assert len(answers) == 200
    users = [one for one in answers if "'use'" in str(one["reached"])]
    assert 150 < len(users) < 200
    assert {one["network"] == "(not_shown)" for one in users} == {False}
    assert {one["network"] for one in answers if one not in users} == {"(not_shown)"}
    form = Form(prepared.questionnaire)
    assert [form.settled(one) for one in answers] == answers


def test_every_third_answers_the_open_questions() -> None:
    answers = invent_answers(prepare_study(STUDY), 60, seed=2)

    asked = [one["open.join"] for one in answers[::3]]
    assert {said for one in answers for said in [one["open.join"]] if one not in answers[::3]} <= {
        "(no_answer)",
        "(not_shown)",
    }
    assert sum("ä & “ö”" in str(one) for one in asked) > 10
    assert answers == invent_answers(prepare_study(STUDY), 60, seed=2)
