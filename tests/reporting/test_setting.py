from collections.abc import Callable

from validation.reporting.setting import Setting
from validation.verdicts import HypothesisVerdict


def test_hypotheses_are_numbered_in_the_order_of_the_study(
    verdict_of: Callable[..., HypothesisVerdict], setting_of: Callable[..., Setting]
) -> None:
    setting = setting_of(verdict_of("shops"), verdict_of("good"))
    assert [(line.number, line.hypothesis.id) for line in setting.lines] == [
        (1, "good"),
        (2, "shops"),
    ]
    assert setting.says(setting.lines[1]) == "2. The shop rates higher than the web"


def test_numbers_of_a_line_are_those_that_may_be_shown(
    verdict_of: Callable[..., HypothesisVerdict], setting_of: Callable[..., Setting]
) -> None:
    [line] = setting_of(verdict_of(n=3)).lines
    assert line.ends == (None, None)
    assert line.bounds == (0.5, None)


def test_a_hidden_count_is_said_to_be_hidden(setting_of: Callable[..., Setting]) -> None:
    assert setting_of().count(None) == "hidden"
    assert setting_of().count(1250) == "1,250"


def test_roles_have_their_words_and_rare_ones_their_own_name(
    setting_of: Callable[..., Setting],
) -> None:
    setting = setting_of(language="fi")
    assert setting.role("marketing") == "markkinointi"
    assert setting.role("After-sales") == "jälkimarkkinointi"
    assert setting.role("field_force") == "field force"
