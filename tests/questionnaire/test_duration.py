from typing import Any

import pytest

from validation.language import LocalizedText
from validation.questionnaire import Item, Section
from validation.questionnaire.duration import estimate_minutes

SECONDS_PER_CHARACTER = 0.068 * 183 / 238


def section(*items: dict[str, Any]) -> Section:
    made = tuple(Item.model_validate({"id": f"i{place}", **one}) for place, one in enumerate(items))
    return Section(id="s", title=LocalizedText.model_validate("s"), items=made)


def test_reading_and_answering_take_the_time_that_the_rule_says() -> None:
    choices = [{"code": code, "label": "b" * 20} for code in "12345"]
    asked = section(*[{"type": "single", "text": "a" * 60, "choices": choices}] * 60)
    # 160 characters to read and 2 seconds to answer, 60 times, and 2 seconds for the page.
    by_hand = (60 * (160 * SECONDS_PER_CHARACTER + 2) + 2) / 60
    assert estimate_minutes([asked], ["en"]) == pytest.approx(by_hand, abs=0.05)


def test_a_usual_closed_question_takes_the_time_that_pew_plans_with() -> None:
    labels = ("Very dissatisfied", "Fairly dissatisfied", "Neither satisfied nor dissatisfied",
              "Fairly satisfied", "Very satisfied")  # fmt: skip
    choices = [{"code": label, "label": label} for label in labels]
    text = "How satisfied or dissatisfied are you with the following: customer service?"
    asked = section(*[{"type": "rating", "text": text, "choices": choices}] * 85)
    assert estimate_minutes([asked], ["en"]) == pytest.approx(15, rel=0.2)


def test_the_labels_of_a_battery_are_read_once() -> None:
    choices = [{"code": code, "label": "b" * 100} for code in "12345"]
    rating = {"type": "rating", "text": "a", "choices": choices}
    alone = estimate_minutes([section(*[rating] * 10)], ["en"])
    together = estimate_minutes([section(*[{**rating, "battery": "s.1"}] * 10)], ["en"])
    assert alone - together == pytest.approx(9 * 500 * SECONDS_PER_CHARACTER / 60, abs=0.1)


def test_the_slowest_language_counts() -> None:
    long = section({"type": "text", "text": {"en": "a", "fi": "a" * 4000}})
    assert estimate_minutes([long], ["en", "fi"]) == estimate_minutes([long], ["fi"])
    assert estimate_minutes([long], ["en", "fi"]) > estimate_minutes([long], ["en"]) + 2


def test_an_empty_questionnaire_takes_no_time() -> None:
    assert estimate_minutes([], ["en"]) == 0
