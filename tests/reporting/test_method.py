from collections.abc import Callable

from validation.reporting.method import build_method
from validation.reporting.setting import Setting


def test_the_correction_is_told_with_its_claims_and_its_risk(
    setting_of: Callable[..., Setting],
) -> None:
    sentences = build_method(setting_of()).sentences
    assert sentences[0] == (
        "The 4 claims are judged together (Holm): the risk of even one wrong support or refutation "
        "among them is at most 5%."
    )
    assert "The plan was made after the data existed." in sentences


def test_the_plan_is_named_by_its_hash(setting_of: Callable[..., Setting]) -> None:
    facts = {fact.label: fact.value for fact in build_method(setting_of()).facts}
    assert facts["Plan"] == "a" * 64
    assert facts["Fewest respondents behind a number"] == "10"


def test_without_deviations_this_is_said_only_where_it_is_known(
    setting_of: Callable[..., Setting],
) -> None:
    assert "Nothing differs from the plan." in build_method(setting_of(deviations=())).sentences
    assert "differs" not in " ".join(build_method(setting_of()).sentences)
