from pathlib import Path

import pytest

from validation.steps import Preview, prepare_study, simulate_study

STUDY = """study: shop
items:
  - {id: quality, text: Q?, type: rating, scale: {from: 1, to: 10}, stage: use}
  - {id: price, text: P?, type: rating, scale: {from: 1, to: 10}, stage: pay}
stages:
  - {id: use, title: Use}
  - {id: pay, title: Pay}
hypotheses:
  - {id: good, says: G, stage: use, claim: {kind: level, item: quality, at_least: 7}}
  - {id: gap, says: P, stage: pay, claim: {kind: comparison, higher: quality, lower: price}}
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.yaml"
    path.write_text(STUDY)
    return path


def test_a_right_workshop_is_mostly_found_right(study: Path) -> None:
    found = simulate_study(prepare_study(study), Preview(800, waves=20))

    assert [one.id for one in found.expected] == ["good", "gap"]
    assert all(one.supported >= 0.9 and one.refuted == 0 for one in found.expected)
    assert found.missed == ()


def test_a_wrong_workshop_is_mostly_found_wrong(study: Path) -> None:
    found = simulate_study(prepare_study(study), Preview(800, truth="wrong", waves=20))

    assert all(one.refuted >= 0.9 and one.supported == 0 for one in found.expected)


def test_a_design_effect_costs_power(study: Path) -> None:
    plain, costly = (
        simulate_study(prepare_study(study), Preview(120, deff=deff, waves=60))
        for deff in (1.0, 3.0)
    )

    assert costly.expected[0].supported < plain.expected[0].supported - 0.1


def test_the_same_seed_gives_the_same_verdicts(study: Path) -> None:
    one, two = (simulate_study(prepare_study(study), Preview(150, waves=5)) for _ in range(2))

    assert one == two


def test_a_journey_of_stages_is_taken_to_be_walked_by_all(study: Path) -> None:
    prepared = prepare_study(study)
    told: list[int] = []

    assert any(item.role == "screener" for item in prepared.questionnaire.items())
    found = simulate_study(prepared, Preview(40, waves=2), told.append)
    assert [one.too_few for one in found.expected] == [0, 0]  # 30 answers of 40 are enough
    assert told == [1, 2]
