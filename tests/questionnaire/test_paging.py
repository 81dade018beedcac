from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validation.questionnaire import (
    SHOWN,
    Answer,
    AnswerProblem,
    Checked,
    Form,
    Item,
    Questionnaire,
    dependents,
    visible_items,
    write_page,
)

YES_NO = [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]
STAGES = [{"code": "start", "label": "Start"}, {"code": "use", "label": "Use"}]


def asked(name: str, kind: str = "single", **keys: Any) -> dict[str, Any]:  # noqa: ANN401 (as in a document)
    choices = {"multi": STAGES, "ranking": STAGES, "single": YES_NO, "rating": YES_NO}
    return {"id": name, "type": kind, "text": "?", "choices": choices.get(kind, []), **keys}


QUESTIONNAIRE = Questionnaire.model_validate(
    {
        "study": "s", "title": "S", "languages": ["en"], "seed": 1, "minutes": 1,
        "sections": [
            {"id": "screener", "title": "1", "items": [asked("reached", "multi", required=True)]},
            {"id": "start", "title": "2", "items": [
                asked("met", when={"reached": ["start"]}),
                asked("where", "text", when={"met": ["yes"]}),
                asked("why", "text", when={"where": ["there"]}),
            ]},
            {"id": "use", "title": "3", "items": [asked("used", when={"reached": ["use"]})]},
            {"id": "background", "title": "4", "items": [
                asked("age", "number", low=15, high=110, required=True),
                asked("school", "text", when={"group": ["young"]}),
                asked("order", "ranking"),
            ]},
        ],
        "derived": [{"id": "group", "of": "age", "bands": {"young": [15, 34], "old": [35, None]}}],
    }
)  # fmt: skip
FORM = Form(QUESTIONNAIRE)
BOTH: dict[str, Answer] = {"reached": ["start", "use"]}
START: dict[str, Answer] = {"reached": ["start"]}


def test_a_section_of_which_nothing_is_asked_is_no_page() -> None:
    pages = FORM.pages_of(START)
    assert [(one.number, one.section.id, one.place, one.pages) for one in pages] == [
        (1, "screener", 1, 3),
        (2, "start", 2, 3),
        (4, "background", 3, 3),
    ]
    assert [item.id for item in pages[1].items] == ["met"]
    assert FORM.page(3, START) is None
    assert FORM.page(3, BOTH) is not None


def test_next_and_previous_pass_over_what_is_not_asked() -> None:
    assert [FORM.next_page(number, START) for number in (1, 2, 3, 4)] == [2, 4, 4, None]
    assert [FORM.previous_page(number, START) for number in (1, 2, 3, 4)] == [None, 1, 2, 2]


def test_the_open_page_is_the_first_that_was_not_seen() -> None:
    assert FORM.open_page({}) == 1
    assert FORM.open_page(START) == 2
    assert FORM.open_page({**START, "met": "yes"}) == 2
    assert FORM.open_page({**START, "met": "(no_answer)"}) == 4
    seen: dict[str, Answer] = {"age": 50.0, "order": "(no_answer)"}
    assert FORM.open_page({**START, "met": "no", **seen}) is None


def test_what_can_be_kept_of_a_page_is_kept_and_the_rest_is_told_and_shown_again() -> None:
    posted = {"a.age": ["abc"], "a.order:use": ["1"], "csrf": ["x"], "a.met": ["yes"]}
    assert FORM.check_page(4, posted, START) == Checked(
        {"order": ["use"]}, (AnswerProblem("age", "no_number"),), (), {"a.age": ["abc"]}
    )


def test_what_is_shown_again_holds_nothing_that_no_page_can_hold() -> None:
    checked = FORM.check_page(4, {"a.age": ["ten\0\ud800" + "n" * 1_000]}, {})
    assert checked.unread == {"a.age": ["ten" + "n" * 495]}


def test_an_answer_that_brings_up_a_question_on_its_page_says_which() -> None:
    first = FORM.check_page(2, {"a.met": ["yes"]}, START)
    assert (first.answers, first.more) == ({"met": "yes"}, ("where",))
    posted = {"a.met": ["yes"], "a.where": ["there"], SHOWN: ["met", "where"]}
    second = FORM.check_page(2, posted, {**START, **first.answers})
    assert (second.answers, second.more) == ({"met": "yes", "where": "there"}, ("why",))
    posted |= {SHOWN: ["met", "where", "why"], "a.why": ["so"]}
    third = FORM.check_page(2, posted, {**START, **second.answers})
    assert (third.answers["why"], third.more) == ("so", ())


def test_a_question_that_another_tab_brought_up_is_not_taken_for_skipped() -> None:
    seen = {SHOWN: ["age"], "a.age": ["50"]}
    checked = FORM.check_page(4, seen, START)
    assert (checked.answers, checked.more) == ({"age": 50.0}, ("order",))


def test_an_answer_that_takes_a_question_away_takes_its_answer_away() -> None:
    before: dict[str, Answer] = {**START, "met": "yes", "where": "there", "why": "so"}
    posted = {
        "a.met": ["no"],
        "a.where": ["there"],
        "a.why": ["so"],
        SHOWN: ["met", "where", "why"],
    }
    checked = FORM.check_page(2, posted, before)
    assert (checked.answers, checked.more) == ({"met": "no"}, ())


def test_a_number_that_was_mended_wrongly_brings_nothing_up() -> None:
    checked = FORM.check_page(4, {"a.age": ["abc"]}, {"age": 20.0})
    assert checked.more == ()
    assert FORM.check_page(4, {"a.age": ["20"]}, {}).more == ("school",)


def test_answers_to_what_is_not_asked_are_dropped_at_the_end() -> None:
    given: dict[str, Answer] = {
        "reached": ["use"], "met": "yes", "where": "there", "used": "no", "age": 40.0,
        "school": "x",
    }  # fmt: skip
    assert FORM.settled(given) == {
        "reached": ["use"],
        "met": "(not_shown)",
        "where": "(not_shown)",
        "why": "(not_shown)",
        "used": "no",
        "age": 40.0,
        "school": "(not_shown)",
        "order": "(not_shown)",
    }


def test_seen_and_skipped_is_not_the_same_as_not_shown() -> None:
    skipped = FORM.check_page(2, {}, START).answers
    settled = FORM.settled({**START, **skipped})
    assert (settled["met"], settled["used"]) == ("(no_answer)", "(not_shown)")


def test_required_answers_that_are_missing_are_told_with_their_page() -> None:
    age = (4, AnswerProblem("age", "required"))
    assert FORM.missing({}) == ((1, AnswerProblem("reached", "required")), age)
    assert FORM.missing({**START, "age": "(no_answer)"}) == (age,)
    assert FORM.missing({**START, "age": 40.0}) == ()


def test_which_questions_depend_on_their_own_page() -> None:
    found = {item.id: elsewhere for item, elsewhere in dependents(QUESTIONNAIRE)}
    assert found == {"where": {}, "why": {}, "school": {}}


def test_a_question_waits_only_if_its_own_page_could_bring_it_up() -> None:
    both = asked("both", when={"reached": ["start"], "met": ["yes"]})
    first, second, *_ = QUESTIONNAIRE.sections
    start = second.model_copy(update={"items": (second.items[0], Item.model_validate(both))})
    form = Form(QUESTIONNAIRE.model_copy(update={"sections": (first, start)}))
    always = start.model_copy(update={"items": (Item.model_validate(asked("met")), start.items[1])})
    loose = Form(QUESTIONNAIRE.model_copy(update={"sections": (first, always)}))
    assert [one.waiting for one in form.pages_of(START)] == [{"both"}, {"both"}]
    assert [one.waiting for one in loose.pages_of({"reached": ["use"]})] == [set(), set()]
    assert [one.waiting for one in loose.pages_of({**START, "met": "yes"})] == [set(), set()]


NAMES = ["reached", "met", "where", "why", "used", "age", "school", "order", "order:use", "x"]
WORDS = st.one_of(
    st.sampled_from(["yes", "no", "start", "use", "1", "2", "34", "none", "(refused)", ""]),
    st.text(max_size=20),
)
FIELD = st.builds("{}.{}".format, st.sampled_from("ao"), st.sampled_from(NAMES)) | st.text()
FIELDS = st.dictionaries(FIELD | st.just(SHOWN), st.lists(WORDS | st.sampled_from(NAMES)))


@given(fields=FIELDS, answers=st.sampled_from([{}, START, BOTH]), number=st.integers(1, 4))
def test_whatever_is_posted_is_kept_or_told(
    fields: dict[str, list[str]], answers: dict[str, Answer], number: int
) -> None:
    checked = FORM.check_page(number, fields, answers)
    told = {one.item for one in checked.problems}
    section = {item.id for item in QUESTIONNAIRE.sections[number - 1].items}
    assert told.isdisjoint(checked.answers)
    assert told | checked.answers.keys() <= section
    after = {**answers, **checked.answers}
    shown = {item.id for item in visible_items(QUESTIONNAIRE, after)} & section
    # What rests on an answer that could not be read waits for it.
    waiting = {"school"} if "age" in told else {"where", "why"} if told else set()
    assert shown <= told | checked.answers.keys() | {*checked.more} | waiting


ANSWERS: dict[str, st.SearchStrategy[Answer]] = {
    "reached": st.sampled_from([[], ["start"], ["use"], ["start", "use"]]),
    "met": st.sampled_from(["yes", "no", "(no_answer)"]),
    "where": st.sampled_from(["there", "(no_answer)", "elsewhere\nand 'so'"]),
    "why": st.sampled_from(["so", "(no_answer)"]),
    "used": st.sampled_from(["yes", "no", "(no_answer)"]),
    "age": st.floats(15, 110).map(lambda number: round(number, 6)),
    "school": st.sampled_from(["x", "(no_answer)"]),
    "order": st.sampled_from([["use"], [None, "use"], ["use", "start"], "(no_answer)"]),
}


@given(answers=st.fixed_dictionaries(ANSWERS))
def test_answers_come_back_from_their_forms(answers: dict[str, Answer]) -> None:
    kept: dict[str, Answer] = {}
    number: int | None = 1
    while number is not None:
        page = FORM.page(number, {**answers, **kept})
        assert page is not None
        checked = FORM.check_page(number, write_page(page, answers), kept)
        assert (checked.problems, checked.more) == ((), ())
        kept |= checked.answers
        number = FORM.next_page(number, kept)
    assert FORM.open_page(kept) is None
    assert FORM.settled(kept) == FORM.settled(answers)


@pytest.mark.parametrize("answers", [{}, START, BOTH, {**START, "met": "yes", "where": "there"}])
def test_pages_hold_exactly_what_is_asked(answers: dict[str, Answer]) -> None:
    on_pages = [item.id for page in FORM.pages_of(answers) for item in page.items]
    assert on_pages == [item.id for item in visible_items(QUESTIONNAIRE, answers)]


def test_the_share_of_what_is_asked_leaves_out_refusals_and_what_is_not_asked() -> None:
    form = Form(Questionnaire.model_validate(SHARED))
    assert form.share({}) == 0.0
    assert form.share({"a": "yes", "b": "(refused)", "c": "(no_answer)"}) == pytest.approx(1 / 3)
    assert form.share({"a": "no", "b": "yes", "c": "(dont_know)"}) == 1.0


SHARED = {
    "study": "s", "title": "S", "languages": ["en"], "seed": 1, "minutes": 1,
    "sections": [{"id": "one", "title": "1", "items": [
        asked("a"), asked("b"), asked("c", when={"a": ["yes"]}),
    ]}],
}  # fmt: skip
