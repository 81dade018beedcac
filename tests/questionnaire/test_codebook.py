from validation.language import LocalizedText
from validation.questionnaire import (
    CodebookRow,
    DerivedItem,
    Item,
    Questionnaire,
    Section,
    codebook,
)

YES = {"code": "yes", "label": {"en": "Yes", "fi": "Kyllä"}}
TV = {"code": "tv", "label": "TV"}
ITEMS = [
    {"id": "used", "type": "single", "text": {"en": "Used?", "fi": "Käytitkö?"}, "choices": [YES],
     "offers": ["dont_know"]},
    {"id": "met", "type": "multi", "text": "Met?", "choices": [TV]},
    {"id": "rank", "type": "ranking", "text": "Rank", "choices": [TV]},
    {"id": "age", "type": "number", "text": "Age?", "low": 15, "unit": {"en": "years"}},
    {"id": "why", "type": "text", "text": "Why?"},
]  # fmt: skip


def rows(language: str) -> list[CodebookRow]:
    title = LocalizedText.model_validate("s")
    asked = tuple(Item.model_validate(item) for item in ITEMS)
    bands = {"id": "group", "of": "age", "bands": {"young": [15, 34], "old": [35, None]},
             "labels": {"old": {"en": "Older", "fi": "Vanhat"}}}  # fmt: skip
    questionnaire = Questionnaire(
        study="s",
        title=title,
        languages=("en", "fi"),
        sections=(Section(id="s", title=title, items=asked),),
        derived=(DerivedItem.model_validate(bands),),
        non_answers={"dont_know": LocalizedText.model_validate({"en": "Don’t know", "fi": "EOS"})},
        seed=1,
        minutes=1,
    )
    return list(codebook(questionnaire, language))


def test_every_answer_has_its_row() -> None:
    assert rows("en") == [
        CodebookRow("used", "used", "", "Used?", "question"),
        CodebookRow("used", "used", "yes", "Yes", "choice"),
        CodebookRow("used", "used", "dont_know", "Don’t know", "non_answer"),
        CodebookRow("met", "met", "", "Met?", "question"),
        CodebookRow("met.tv", "met", "tv", "TV", "selected"),
        CodebookRow("rank", "rank", "", "Rank", "question"),
        CodebookRow("rank.tv", "rank", "tv", "TV", "place"),
        CodebookRow("age", "age", "", "Age?", "question"),
        CodebookRow("age", "age", "15–", "years", "number"),
        CodebookRow("why", "why", "", "Why?", "question"),
        CodebookRow("why", "why", "", "", "text"),
        CodebookRow("group", "group", "", "age", "question"),
        CodebookRow("group", "group", "young", "15–34", "band"),
        CodebookRow("group", "group", "old", "Older (35–)", "band"),
    ]


def test_labels_are_in_the_language_asked_for_and_codes_are_not() -> None:
    assert [(row.code, row.label) for row in rows("fi")][:3] == [
        *(("", "Käytitkö?"), ("yes", "Kyllä"), ("dont_know", "EOS"))
    ]
