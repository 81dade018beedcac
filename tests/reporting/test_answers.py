from collections.abc import Callable

from validation.reporting.answers import build_groups
from validation.reporting.setting import Setting
from validation.verdicts import HypothesisVerdict, Verdict


def test_hypotheses_stand_under_their_verdict(
    verdict_of: Callable[..., HypothesisVerdict],
    unheard_of: HypothesisVerdict,
    setting_of: Callable[..., Setting],
) -> None:
    refuted = verdict_of("better", verdict=Verdict.REFUTED)
    groups = build_groups(setting_of(verdict_of(), unheard_of, refuted))
    assert [group.verdict for group in groups] == list(Verdict)
    assert [[answer.id for answer in group.answers] for group in groups] == [
        ["good"], ["better"], [], ["dear"],
    ]  # fmt: skip
    assert [group.count for group in groups] == ["1", "1", "0", "1"]
    assert groups[0].heading == "What holds"


def test_an_answer_says_what_it_is_about(
    verdict_of: Callable[..., HypothesisVerdict],
    unheard_of: HypothesisVerdict,
    setting_of: Callable[..., Setting],
) -> None:
    groups = build_groups(setting_of(verdict_of(), unheard_of))
    [good], [dear] = groups[0].answers, groups[3].answers
    assert good.says == "Most find it good"
    assert [(fact.label, fact.value) for fact in good.facts] == [
        ("Stage", "Using"), ("Answers", "250"), ("p adjusted", "<0.001"),
    ]  # fmt: skip
    assert good.about == ""
    assert dear.about == "About the persona “Web buyer” only."


def test_a_hidden_number_of_answers_is_said_to_be_hidden(
    verdict_of: Callable[..., HypothesisVerdict], setting_of: Callable[..., Setting]
) -> None:
    verdict = verdict_of("better", n=6, verdict=Verdict.TOO_FEW)
    [answer] = build_groups(setting_of(verdict))[3].answers
    assert [fact.value for fact in answer.facts] == ["hidden"]
