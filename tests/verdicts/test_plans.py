from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., Any]
LEVEL = {"kind": "level", "item": "quality", "at_least": 7}
SHARE = {"kind": "share", "item": "channel", "options": ["shop", "web"], "at_least": 0.5}
MARGINS = {"region": {"n": 0.2, "s": 0.3, "w": 0.5}, "channel": {"shop": 0.4, "web": 0.6}}
PERSONAS = [{"id": "p", "title": "P", "when": {"region": ["n", "s"], "channel": ["web"]}}]


@pytest.fixture
def hashed(study_of: Make, planned_of: Make) -> Make:
    def make(*hypotheses: dict[str, object], **keys: object) -> Any:  # noqa: ANN401 (a text)
        return planned_of(study_of(*hypotheses, **keys)).plan.hash

    return make


@pytest.mark.parametrize(
    "changed",
    [
        {"claim": LEVEL | {"at_least": 7.1}},
        {"claim": {"kind": "level", "item": "quality", "at_most": 7}},
        {"claim": LEVEL | {"item": "price"}},
        {"claim": LEVEL | {"effect": 0.5}},
        {"id": "other"},
        {"persona": "p"},
    ],
    ids=str,
)
def test_another_claim_or_bound_is_another_plan(changed: dict[str, object], hashed: Make) -> None:
    usual = hashed({"claim": LEVEL}, personas=PERSONAS)
    assert hashed({"claim": LEVEL} | changed, personas=PERSONAS) != usual


@pytest.mark.parametrize(
    "keys",
    [
        {"decision": {"confidence": 0.9}},
        {"decision": {"adjust": "bh"}},
        {"decision": {"minimum_answers": 50}},
        {"audience": {"segments": ["region"]}},
        {"audience": {"margins": MARGINS}},
        {"audience": {"sample": "probability"}},
        {"items": [{"id": "quality", "text": "Otherwise?", "type": "rating",
                    "scale": {"from": 1, "to": 10}}]},
    ],
    ids=str,
)  # fmt: skip
def test_another_rule_audience_or_questionnaire_is_another_plan(
    keys: dict[str, object], hashed: Make
) -> None:
    assert hashed({"claim": LEVEL}, **keys) != hashed({"claim": LEVEL})


def test_a_claim_more_is_another_plan(hashed: Make) -> None:
    assert hashed({"claim": LEVEL}, {"claim": SHARE}) != hashed({"claim": LEVEL})


def test_between_reads_from_low_to_high(hashed: Make) -> None:
    between = {"kind": "level", "item": "quality", "between": [6, 8]}
    assert hashed({"claim": between}) != hashed({"claim": between | {"between": [8, 9]}})


def test_the_order_of_what_has_none_means_nothing(study_of: Make, planned_of: Make) -> None:
    one = planned_of(
        study_of(
            {"id": "a", "claim": SHARE, "persona": "p"},
            {"id": "b", "claim": SHARE},
            personas=PERSONAS,
            audience={"segments": ["region", "channel"], "margins": MARGINS},
        )
    ).plan
    margins = {
        "channel": {"web": 0.6, "shop": 0.4},
        "region": dict(reversed(MARGINS["region"].items())),
    }
    turned = [{"id": "p", "title": "P", "when": {"channel": ["web"], "region": ["s", "n"]}}]
    other = planned_of(
        study_of(
            {"id": "b", "claim": SHARE | {"options": ["web", "shop"]}},
            {"id": "a", "claim": SHARE | {"options": ["web", "shop"]}, "persona": "p"},
            personas=turned,
            audience={"margins": margins, "segments": ["channel", "region"]},
        )
    ).plan
    # the questionnaire's own fingerprint may tell the order of its items, and is not tested here
    assert other.model_copy(update={"questionnaire": one.questionnaire}).hash == one.hash


def test_texts_about_a_hypothesis_are_no_part_of_the_plan(hashed: Make) -> None:
    forecast = {"claim": LEVEL, "forecast": {"sales": 8}, "caveat": "Recalled"}
    assert hashed(forecast) == hashed({"claim": LEVEL})


def test_the_error_of_one_claim_is_shared_where_there_is_a_correction(
    study_of: Make, planned_of: Make
) -> None:
    holm = planned_of(study_of({}, {}, {}, {})).plan
    alone = planned_of(study_of({}, {}, decision={"adjust": "none"})).plan
    assert holm.error_share == pytest.approx(0.05 / 4)
    assert alone.error_share == pytest.approx(0.05)


def test_claims_about_several_waves_share_the_error_of_none_of_the_others(
    study_of: Make, planned_of: Make
) -> None:
    rises = {"claim": {"kind": "trend", "item": "quality"}}
    assert planned_of(study_of({}, rises, {}, rises)).plan.error_share == pytest.approx(0.05 / 2)
    assert planned_of(study_of(rises)).plan.error_share == pytest.approx(0.05)


def test_a_plan_comes_back_from_json_as_it_was(study_of: Make, planned_of: Make) -> None:
    plan = planned_of(study_of({"claim": SHARE})).plan
    assert type(plan).model_validate_json(plan.model_dump_json(by_alias=True)) == plan


FUNNEL = {"kind": "drop_off", "item": "channel", "largest_at": "web"}
SAME = {"kind": "equivalence", "item": "quality", "segment": "region", "within": 1}


def test_the_order_of_steps_and_groups_means_something_that_of_levels_does_not(
    hashed: Make,
) -> None:
    steps = ["shop", "web", "phone"]
    assert hashed({"claim": FUNNEL | {"funnel": steps}}) != hashed(
        {"claim": FUNNEL | {"funnel": ["phone", "web", "shop"]}}
    )
    groups, turned = [["n", "s"], ["w"]], [["w"], ["n", "s"]]
    usual = hashed({"claim": SAME | {"groups": groups}})
    assert usual != hashed({"claim": SAME | {"groups": turned}})
    assert usual == hashed({"claim": SAME | {"groups": [["s", "n"], ["w"]]}})
