"""A study file becomes a study, or says everything that is wrong with it."""

from collections.abc import Callable

import pytest

from validation.study import Study

Parse = Callable[[str], Study]
Problems = Callable[[str], list[str]]

SMALL = """
study: shop
items:
  - {id: rating, text: How was it?, type: rating, scale: {from: 1, to: 10}}
hypotheses:
  - {id: good, says: It is good, claim: {kind: level, item: rating, at_least: 7.5}}
"""


def test_small_study_has_sensible_defaults(parse: Parse) -> None:
    study = parse(SMALL)
    assert study.decision.confidence == 0.95
    assert study.decision.adjust == "holm"
    assert study.audience.sample == "opt_in"


def test_no_is_a_word_and_not_false(parse: Parse) -> None:
    text = "items:\n  - {id: q, text: Q?, type: single, options: {yes: Yes, no: No}}"
    study = parse(SMALL.replace("items:", text))
    assert list(study.items[0].model_dump()["options"]) == ["yes", "no"]


def test_named_journey_is_written_out(parse: Parse) -> None:
    assert [stage.id for stage in parse(SMALL + "journey: buying").stages] == ["look", "buy"]


def test_stages_beside_a_journey_refine_and_extend_it(parse: Parse) -> None:
    stages = (
        "journey: buying\nstages: [{id: buy, title: Paying, share: 0.1}, {id: use, title: Use}]"
    )
    study = parse(SMALL + stages)
    assert [stage.title.within("en") for stage in study.stages] == ["Looking", "Paying", "Use"]
    assert [stage.share for stage in study.stages] == [None, 0.1, None]


def test_all_problems_come_at_once_each_with_its_line(problems: Problems) -> None:
    found = problems("""study: shop
items:
  - {id: rating, text: How was it?, type: rating, scale: {from: 1, to: 10}}
  - {id: age, text: How old are you?, type: nmber}
hypotheses:
  - id: good
    sayz: It is good
    says: It is good
    stage: nowhere
    claim: {kind: level, item: ratin, at_least: 7.5}
  - {id: great, says: It is great, claim: {kind: level, item: rating, at_least: 11}}
decision: {confidence: 95}
""")
    assert [one.split(":")[0] for one in found] == [
        "line 4",
        "line 7",
        "line 9",
        "line 10",
        "line 11",
        "line 12",
    ]
    assert "'nmber', must be one of single, multi" in found[0]
    assert "Did you mean number?" in found[0]
    assert "hypotheses.good.sayz: found the unknown key 'sayz'" in found[1]
    assert "hypotheses.good.stage: found 'nowhere', must be the id of a stage" in found[2]
    assert "claim.item: found 'ratin'" in found[3]
    assert "Did you mean rating?" in found[3]
    assert "claim.at_least: found 11, must be within what it can be, 1 to 10" in found[4]
    assert "decision.confidence: found 95, must be less than 1" in found[5]


def test_problems_caused_by_another_are_not_repeated(problems: Problems) -> None:
    found = problems(SMALL.replace("type: rating", "type: ratting"))
    assert len(found) == 1
    assert "items.rating: found 'ratting'" in found[0]


def test_unknown_journey_lists_the_shipped_ones(problems: Problems) -> None:
    [found] = problems(SMALL + "journey: bying")
    assert "journey: found 'bying', must be one of the shipped journeys: buying" in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "study file: found nothing, must be keys such as study, items, hypotheses."),
        ("- a\n- b", "study file: found list, must be keys such as study, items, hypotheses."),
        ("just words", "study file: found str, must be keys such as study, items, hypotheses."),
    ],
)
def test_file_without_keys_is_told_what_it_needs(
    problems: Problems, text: str, expected: str
) -> None:
    assert problems(text) == [expected]


def test_missing_keys_are_named(problems: Problems) -> None:
    assert sorted(problems("title: Shop")) == [
        "line 1: hypotheses: found nothing, must be given. Add hypotheses.",
        "line 1: study: found nothing, must be given. Add study.",
    ]


def test_study_without_hypotheses_is_no_study(problems: Problems) -> None:
    [found] = problems("study: shop\nhypotheses: []")
    assert "hypotheses: found none, must be at least one hypothesis" in found
