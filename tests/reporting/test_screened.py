from collections.abc import Callable
from typing import Any

import pytest

from validation.reporting.heard import build_heard
from validation.reporting.screened import screened_sentences, screened_tables
from validation.reporting.setting import Setting
from validation.verdicts import Differing, FlagCount, HypothesisVerdict, Screened, Verdict

Telling = Callable[..., Setting]


def flag(kind: str, n: int) -> FlagCount:
    return FlagCount.model_validate({"kind": kind, "n": n, "threshold": 0.5})


DIFFERS = Differing(
    id="good",
    verdict=Verdict.SUPPORTED,
    otherwise=Verdict.INCONCLUSIVE,
    estimate=0.7,
    otherwise_estimate=0.5,
)


@pytest.fixture
def told(
    setting_of: Callable[..., Setting], verdict_of: Callable[..., HypothesisVerdict]
) -> Telling:
    """The setting of a report whose 250 responses were screened."""

    def make(screened: Screened | None, language: str = "en") -> Setting:
        setting = setting_of(verdict_of("good"), language=language)
        object.__setattr__(
            setting.material,
            "assessment",
            setting.material.assessment.model_copy(update={"screened": screened}),
        )
        return setting

    return make


def screened(n: int, *flags: FlagCount, **keys: Any) -> Screened:  # noqa: ANN401 (fields of Screened)
    return Screened.model_validate({"n": n, "flags": flags, "compared": True} | keys)


def test_the_flagged_are_counted_by_kind(told: Telling) -> None:
    setting = told(screened(30, flag("speeder", 20), flag("straight_line", 12), flag("pattern", 0)))

    [sentence] = screened_sentences(setting)
    assert sentence == (
        "Responses that look careless: 30 of 250 (answering faster than one can read: 20, the same "
        "answer throughout: 12). They count in the results. Without them all verdicts would be "
        "the same."
    )
    assert list(screened_tables(setting)) == []


def test_the_verdicts_that_they_make_stand_in_a_table(told: Telling) -> None:
    setting = told(screened(30, flag("speeder", 30), differing=[DIFFERS]))
    [sentence], [table] = screened_sentences(setting), screened_tables(setting)

    assert "Verdicts that would be different without them: 1." in sentence
    assert table.columns == ("Hypothesis", "All responses", "Without those that look careless")
    assert table.rows == (("1. Most find it good", "supported", "open"),)


def test_where_the_plan_leaves_them_out_the_verdict_is_the_one_without_them(told: Telling) -> None:
    setting = told(screened(30, flag("speeder", 30), differing=[DIFFERS], left_out=True))
    [sentence], [table] = screened_sentences(setting), screened_tables(setting)

    assert "30 of 280 (" in sentence
    assert "By the plan they do not count in the results." in sentence
    assert table.rows == (("1. Most find it good", "open", "supported"),)


def test_few_people_are_not_counted(told: Telling) -> None:
    [sentence] = screened_sentences(told(screened(4, flag("honeypot", 3), flag("pattern", 1))))

    assert "fewer than 10 of 250 (a hidden field filled in: hidden, " in sentence
    assert not set("1349") & set(sentence.replace("10 of 250", ""))


def test_what_was_not_looked_at_is_said_with_its_reason(told: Telling) -> None:
    unknown = {"speeder": "no_times", "attention": "no_checks"}

    [sentence] = screened_sentences(told(screened(0, flag("pattern", 0), unknown=unknown)))
    assert sentence == (
        "No response looks careless. Not looked at: answering faster than one can read (the times "
        "are not known), missed attention checks (none were asked)."
    )


def test_where_nothing_was_looked_at_nobody_is_said_to_be_careful(told: Telling) -> None:
    [sentence] = screened_sentences(told(screened(0, unknown={"speeder": "no_times"})))

    assert sentence == (
        "Not looked at: answering faster than one can read (the times are not known)."
    )


def test_that_nothing_can_be_compared_is_said(told: Telling) -> None:
    [sentence] = screened_sentences(told(screened(30, flag("speeder", 30), compared=False)))

    assert "cannot be weighted" in sentence


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
@pytest.mark.parametrize("keys", [{}, {"left_out": True}, {"compared": False}])
def test_each_language_has_its_words(told: Telling, language: str, keys: dict[str, Any]) -> None:
    reasons = ["no_times", "few_ratings", "few_answers", "no_checks", "no_field"]
    kinds = ["speeder", "straight_line", "pattern", "duplicate", "attention", "honeypot"]
    unknown = dict(zip(kinds, reasons, strict=False))
    flags = [flag(kind, 20) for kind in kinds]
    [sentence] = screened_sentences(told(screened(30, *flags, unknown=unknown, **keys), language))

    assert "{" not in sentence
    assert sentence.count("20") == 6


def test_reports_of_before_say_nothing(told: Telling) -> None:
    assert list(screened_sentences(told(None))) == []
    assert list(screened_tables(told(None))) == []


def test_the_paragraph_stands_with_those_who_were_heard(told: Telling) -> None:
    heard = build_heard(told(screened(30, flag("speeder", 30), differing=[DIFFERS])))

    assert heard.sentences[-1].startswith("Responses that look careless: 30 of 250")
    assert heard.tables[-1].caption == "Verdicts that depend on responses that look careless"
