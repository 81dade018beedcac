import re

from hypothesis import given
from hypothesis import strategies as st

from validation.questionnaire import Answer, Form
from validation.rendering.respondent import RespondentPages, Visitor

ANSWERS: dict[str, Answer] = {
    "met": "web",
    "channels": ["shop", "friend"],
    "rated": "(refused)",
    "worded": "3",
    "age": 34.5,
    "order": ["web", None, "shop"],
    "row2": "(not_applicable)",
}


def shown(pages: RespondentPages, form: Form, visitor: Visitor, answers: dict[str, Answer]) -> str:
    return pages.section(form.pages_of(answers)[0], visitor, answers)


def marked(page: str) -> set[str]:
    """Return what is chosen on a page, as name=value."""
    inputs = re.findall(r'name="([^"]+)" id="[^"]+" value="([^"]*)" checked', page)
    options = re.findall(r'<select name="([^"]+)".*?</select>', page, re.DOTALL)
    selects = {
        f"{name}={value}"
        for name in options
        for value in re.findall(rf'name="{name}".*?</select>', page, re.DOTALL)[0:1]
        for value in re.findall(r'value="(\d+)" selected', value)
    }
    return {f"{name}={value}" for name, value in inputs} | selects


def test_answers_stand_where_they_were_given(
    pages: RespondentPages, form: Form, anna: Visitor
) -> None:
    page = shown(pages, form, anna, ANSWERS)
    assert marked(page) == {
        "a.met=web", "a.channels=shop", "a.channels=friend", "a.rated=(refused)", "a.worded=3",
        "a.order:web=1", "a.order:shop=3", "a.row2=(not_applicable)",
    }  # fmt: skip
    assert 'name="a.age" id="q5-1" value="34.5"' in page
    assert marked(shown(pages, form, anna, {})) == set()


def test_numbers_come_back_as_the_language_writes_them(pages: RespondentPages, form: Form) -> None:
    page = shown(pages, form, Visitor("/r/t", "", "fi"), ANSWERS)
    assert 'value="34,5"' in page


def test_the_rows_of_a_battery_have_an_order_of_each_respondent(
    pages: RespondentPages, form: Form
) -> None:
    orders = set()
    for name in "abcdefghij":
        page = shown(pages, form, Visitor("/r/t", "", "en", name), {})
        rows = tuple(dict.fromkeys(re.findall(r'name="a\.(row\d)"', page)))
        assert sorted(rows) == ["row1", "row2", "row3"]
        assert page == shown(pages, form, Visitor("/r/t", "", "en", name), {})
        orders.add(rows)
    assert len(orders) > 2


FIELD = st.builds(
    "{}.{}".format,
    st.sampled_from("ao"),
    st.sampled_from(["met", "channels", "rated", "age", "why", "order", "order:web", "row1", "x"]),
)
WORDS = st.sampled_from(["shop", "1", "none", "refused", "<b>", '"><script>', "\0"]) | st.text()


@given(fields=st.dictionaries(FIELD | st.just("shown"), st.lists(WORDS, max_size=3)))
def test_whatever_was_posted_is_shown_again_and_escaped(
    fields: dict[str, list[str]], pages: RespondentPages, form: Form
) -> None:
    checked = form.check_page(1, fields, {})
    page = form.pages_of(checked.answers)[0]
    shown = pages.section(page, Visitor("/r/t", "", "en"), checked.answers, checked)
    assert shown.encode().count(b"<script") == 1
    assert "<b>" not in shown
    assert "\0" not in shown
    assert shown.count("<fieldset") == shown.count("</fieldset>")


def test_a_battery_is_one_group_with_a_fieldset_for_each_row(
    pages: RespondentPages, form: Form, anna: Visitor
) -> None:
    page = shown(pages, form, anna, {})
    battery = page[page.index('class="battery') :]
    assert battery.count("<fieldset") == 3
    assert "Choose one answer on each row." in battery
