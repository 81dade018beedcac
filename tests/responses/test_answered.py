"""What respondents answer on the pages becomes the frame, and nothing is lost on the way."""

from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from validation.questionnaire import Answer, Form, Questionnaire, write_page
from validation.responses import Record, frame_of, texts_of
from validation.responses.notation import note_answers
from validation.study import Study

Make = Callable[..., Study]
Given = dict[str, Answer]
NOTHING: st.SearchStrategy[Answer] = st.just("(no_answer)")
OPTIONS = ["search", "friend", "ad"]


def orders() -> st.SearchStrategy[Answer]:
    """Return orders with gaps: the last place that was given is the last of the list."""
    filled = st.permutations([*["price", "speed", "care"], None, None])
    return filled.map(lambda order: list(order[:3])).filter(lambda order: order[-1] is not None)


ANSWERS: dict[str, st.SearchStrategy[Answer]] = {
    "quality": NOTHING | st.integers(1, 10).map(str),
    "bought": NOTHING | st.sampled_from(["yes", "no", "(dont_know)"]),
    "channel": NOTHING
    | st.sets(st.sampled_from(OPTIONS)).map(lambda one: [code for code in OPTIONS if code in one]),
    "order": NOTHING | orders(),
    "age": NOTHING | st.floats(15, 110).map(lambda number: float(f"{number:.12g}")),
    "missed": NOTHING | st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(str.strip),
}


def posted(form: Form, answers: Given) -> Given:
    """Return what is kept of answers that are given page by page."""
    kept: Given = {}
    number: int | None = 1
    while number is not None and (page := form.page(number, kept)) is not None:
        checked = form.check_page(number, write_page(page, answers), kept)
        assert checked.problems == ()
        kept |= checked.answers
        number = form.next_page(number, kept)
    return form.settled(kept)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(st.fixed_dictionaries(ANSWERS), min_size=1, max_size=5))
def test_answers_that_are_given_on_pages_come_back_from_the_frame(
    people: Sequence[Given], questionnaire: Questionnaire, study: Make
) -> None:
    form = Form(questionnaire)
    records = [Record(str(at), posted(form, answers)) for at, answers in enumerate(people)]
    frame = frame_of(records, questionnaire, study())
    for name in ("quality", "bought", "channel", "order", "age"):
        column = frame.columns[name]
        assert note_answers(column) == [answers[name] for answers in people]  # type: ignore[arg-type] # every column of these types
    texts = [str(answers["missed"]).replace("(no_answer)", "") for answers in people]
    assert texts_of(records, questionnaire) == {"missed": tuple(texts)}


def test_not_shown_and_seen_but_skipped_stay_apart_in_the_frame(
    questionnaire: Questionnaire, study: Make
) -> None:
    form = Form(questionnaire)
    skipped = Record("skipped", posted(form, {}))
    gone = Record("gone", form.settled({}))
    frame = frame_of([skipped, gone], questionnaire, study())
    assert frame.columns["quality"].missing.tolist() == [-2, -1]
    assert frame.columns["channel"].missing.tolist() == [-2, -1]
