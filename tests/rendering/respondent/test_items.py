import re

import pytest

from validation.questionnaire import Questionnaire
from validation.rendering.respondent.frames import Macros
from validation.rendering.respondent.items import ItemPage
from validation.rendering.respondent.questions import Questions, Speaker


@pytest.fixture(scope="module")
def items(questionnaire: Questionnaire) -> dict[str, ItemPage]:
    questions = Questions(questionnaire, Speaker(questionnaire, "en", "en"), {}, "None of these")
    made = Macros("en", "items.html.j2")
    return {item.id: ItemPage(item, one, made, 7) for item, one in questions.all()}


def test_what_was_written_comes_back_escaped(items: dict[str, ItemPage]) -> None:
    page = items["why"].render({"a.why": ["</textarea><script>"]}, "", "anna")
    assert ">\n&lt;/textarea&gt;&lt;script&gt;</textarea>" in page


def test_choices_are_shuffled_for_each_respondent(items: dict[str, ItemPage]) -> None:
    orders = {
        tuple(re.findall(r'name="a.channels" id="[^"]+" value="(\w+)"', page))
        for page in (items["channels"].render({}, "", name) for name in "abcdefgh")
    }
    assert len(orders) > 2
    assert all(sorted(order) == ["friend", "shop", "web"] for order in orders)


def test_every_choice_is_its_own_control_with_a_label(items: dict[str, ItemPage]) -> None:
    for name, count in {"met": 3, "channels": 4, "rated": 11, "worded": 5, "age": 1}.items():
        page = items[name].render({}, "", "anna")
        assert len(re.findall(r"<label><input type=\"(?:radio|checkbox)\"", page)) == count, name
    assert items["order"].render({}, "", "anna").count("<select") == 3


def test_what_is_wrong_is_tied_to_the_control(items: dict[str, ItemPage]) -> None:
    page = items["met"].render({}, "Answer.", "anna")
    assert 'class="item single wrong"' in page
    assert 'aria-invalid="true" aria-describedby="q1e"' in page
    assert '<p class="error" id="q1e">Answer.</p>' in page


def test_only_required_questions_are_marked(items: dict[str, ItemPage]) -> None:
    assert "(required)" in items["met"].render({}, "", "anna")
    assert "(required)" not in items["worded"].render({}, "", "anna")
