from collections.abc import Callable

import pytest

from validation.reporting.method import build_method
from validation.reporting.setting import Setting
from validation.study import Document


class Differs(Document):
    """One thing that differs from the plan."""

    part: str
    about: str = ""
    key: str | None = None
    before: object = None
    after: object = None


def test_the_correction_is_told_with_its_claims_and_its_risk(
    setting_of: Callable[..., Setting],
) -> None:
    sentences = build_method(setting_of()).sentences
    assert sentences[0] == (
        "The 4 claims are judged together (Holm): the risk of even one wrong support or refutation "
        "among them is at most 5.0%."
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


@pytest.mark.parametrize(
    ("differs", "sentence"),
    [
        (Differs(part="claim_added", about="good"),
         "Added after the plan was made: “Most find it good”."),
        (Differs(part="bound_changed", about="good", key="at_least", before=0.5, after=0.4),
         "The bound of “Most find it good” was changed (at_least: 0.5, now 0.4)."),
        (Differs(part="segments", before=["a", "b"], after=[]),
         "The segments were changed: a, b, now –."),
        (Differs(part="audience", about="size", before=None, after={"x": 1}),
         "The audience was changed (size: –, now x: 1)."),
    ],
)  # fmt: skip
def test_deviations_are_sentences(
    setting_of: Callable[..., Setting], differs: Differs, sentence: str
) -> None:
    assert build_method(setting_of(deviations=(differs,))).deviations == (sentence,)
