from collections.abc import Callable

import pytest

from validation.reporting.answers import build_groups
from validation.reporting.effects import effect_words
from validation.reporting.forest import build_forests
from validation.reporting.method import build_method
from validation.reporting.setting import Setting
from validation.verdicts import HypothesisVerdict

Verdicts = Callable[..., HypothesisVerdict]
Settings = Callable[..., Setting]
EFFECT = {
    "name": "cohen_h", "value": 0.4193, "ci_low": 0.292, "ci_high": 0.5411, "magnitude": "small"
}  # fmt: skip


def told(setting: Setting) -> str:
    [line] = setting.lines
    return effect_words(line, setting)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "small, Cohen’s h 0.42 (interval 0.29–0.54)"),
        ("fi", "pieni, Cohenin h 0,42 (luottamusväli 0,29–0,54)"),
        ("sv", "liten, Cohens h 0,42 (konfidensintervall 0,29–0,54)"),
    ],
)
def test_an_effect_has_its_name_interval_and_word(
    verdict_of: Verdicts, setting_of: Settings, language: str, words: str
) -> None:
    assert told(setting_of(verdict_of(effect_size=EFFECT), language=language)) == words


def test_an_effect_without_a_word_or_interval_has_none(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    v = {"name": "cramers_v", "value": 0.2, "ci_low": 0.0, "ci_high": 0.34}
    assert told(setting_of(verdict_of(effect_size=v))) == "Cramér’s V 0.20 (interval 0.00–0.34)"
    assert told(setting_of(verdict_of())) == "–"


def test_the_effect_of_a_few_people_is_hidden(verdict_of: Verdicts, setting_of: Settings) -> None:
    assert told(setting_of(verdict_of(effect_size=EFFECT, n=8))) == "–"


def test_effects_stand_in_the_answers_the_forest_and_the_method(
    verdict_of: Verdicts, setting_of: Settings
) -> None:
    setting = setting_of(verdict_of(effect_size=EFFECT))
    [answer] = build_groups(setting)[0].answers
    words = "small, Cohen’s h 0.42 (interval 0.29–0.54)"
    assert ("Effect size", words) in [(fact.label, fact.value) for fact in answer.facts]
    [chart] = build_forests(setting)
    assert "70.4%\nh 0.42" in chart.table.rows[0]
    assert any("Cohen (1988)" in one for one in build_method(setting).sentences)
    without = build_method(setting_of(verdict_of()))
    assert not any("Cohen" in one for one in without.sentences)
