import pytest
from markupsafe import Markup

from validation.questionnaire import Answer, Questionnaire
from validation.rendering.respondent.questions import Questions, Speaker
from validation.rendering.respondent.reviewing import Review


@pytest.fixture(scope="module")
def review(questionnaire: Questionnaire) -> Review:
    asked = Questions(questionnaire, Speaker(questionnaire, "fi", "fi"), {}, "Ei mikään").all()
    return Review("fi", {item.id: question for item, question in asked})


@pytest.mark.parametrize(
    ("item", "answer", "said"),
    [
        ("met", "web", "web fi"),
        ("rated", "1", "1 – poor fi"),
        ("rated", "5", "5"),
        ("rated", "(refused)", "no say fi"),
        ("worded", "3", "word 3 fi"),
        ("age", 34.5, "34,5 years fi"),
        ("channels", [], "Ei mikään"),
        ("channels", ["shop"], "shop fi"),
        ("why", "<b>\nso", "&lt;b&gt;\nso"),
    ],
)
def test_answers_are_told_in_words(item: str, answer: Answer, said: str, review: Review) -> None:
    assert f'<dd><span class="text">{said}</span></dd>' in shown(review, item, answer)


def test_several_answers_are_a_list(review: Review) -> None:
    assert "<ul><li>shop fi</li><li>web fi</li></ul>" in shown(review, "channels", ["shop", "web"])


def test_an_order_tells_the_places_that_were_not_given(review: Review) -> None:
    page = shown(review, "order", ["web", None, "shop"])
    assert "<ol><li>web fi</li><li>ei vaihtoehtoa</li><li>shop fi</li></ol>" in page


@pytest.mark.parametrize("answer", [None, "(no_answer)"])
@pytest.mark.parametrize("item", ["met", "channels", "age", "why", "order"])
def test_what_was_not_answered_says_so(item: str, answer: Answer | None, review: Review) -> None:
    assert '<dd class="none">Ei vastausta</dd>' in shown(review, item, answer)


def shown(review: Review, item: str, answer: Answer | None) -> str:
    return review.section(Markup("Otsikko"), "/r/t/1", [(item, answer)])
