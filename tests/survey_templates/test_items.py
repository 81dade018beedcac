from typing import Any

import pytest

from validation.files import read_library
from validation.language import SHIPPED
from validation.questionnaire import (
    ItemTemplate,
    Questionnaire,
    bind_claims,
    build_questionnaire,
    check_library,
)
from validation.study import Study

MEASURES = [one for one in read_library().items.values() if one.role == "measure"]
LONGEST_QUESTION = 170


def study(template: ItemTemplate, **keys: Any) -> Study:  # noqa: ANN401 (as in a file)
    text = {"en": "bills", "fi": "laskut", "sv": "fakturor"}
    claim = {"kind": "share", "at_least": 0.5}
    hypothesis = {"id": "h", "says": text, "ask": template.id, "claim": claim, **keys}
    return Study.model_validate(
        {
            "study": "s",
            "languages": SHIPPED,
            "stages": [{"id": "use", "title": text, "message": text}],
            "touchpoints": [
                {"id": "shop", "title": text, "media": "owned"},
                {"id": "tv", "title": text, "media": "paid"},
            ],
            "hypotheses": [hypothesis],
        }
    )


def built(wanted: Study) -> Questionnaire:
    return build_questionnaire(wanted, read_library())


def test_the_library_speaks_every_shipped_language() -> None:
    assert not list(check_library(read_library(), SHIPPED))


def test_every_template_and_scale_says_where_its_wording_comes_from() -> None:
    library = read_library()
    assert all(template.source for template in library.items.values())
    assert all(scale.source for scale in library.scales.values())


@pytest.mark.parametrize("template", MEASURES, ids=lambda one: one.id)
def test_every_template_can_answer_the_claim_of_a_share(template: ItemTemplate) -> None:
    wanted = study(template, stage="use", touchpoint="shop")
    questionnaire = built(wanted)
    claim = bind_claims(wanted, questionnaire).hypotheses[0].claim
    assert not list(claim.problems(questionnaire.asked()))


@pytest.mark.parametrize("template", MEASURES, ids=lambda one: one.id)
def test_questions_are_short_and_end_as_questions_do(template: ItemTemplate) -> None:
    for stem in template.stems.values():
        for text in stem.texts.values():
            assert len(text) <= LONGEST_QUESTION
            assert text.endswith(("?", "”"))
            assert "  " not in text


def test_a_pain_counts_those_to_whom_it_was_difficult() -> None:
    ease = read_library().items["ease"]
    scale = read_library().scales["ease"]
    counted = {scale.labels[int(code)].within("en") for code in ease.counts}
    assert counted == {"Very difficult", "Fairly difficult"}


def test_promoters_are_who_counts_for_recommending() -> None:
    assert read_library().items["recommend"].counts == ("9", "10")
