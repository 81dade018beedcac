from collections.abc import Mapping
from typing import Any

import pytest

from validation.verdicts.deviations import Deviation, deviations
from validation.verdicts.plans import Plan

CLAIMS: dict[str, dict[str, Any]] = {
    "sinks": {"kind": "comparison", "higher": "expected", "lower": "quality"},
    "met": {"kind": "share", "item": "channel", "options": ["search", "ad"], "at_least": 0.5},
    "level": {"kind": "level", "item": "quality", "between": [4, 6]},
}
AUDIENCE = {
    "sample": "opt_in",
    "segments": ["age_group", "tenure"],
    "margins": {"age_group": {"18-34": 0.3, "35+": 0.7}},
}


def test_the_same_plan_has_no_deviations() -> None:
    assert deviations(plan(), plan()) == ()


def test_the_order_in_which_a_plan_is_written_does_not_count() -> None:
    there = plan(
        claims={
            "level": CLAIMS["level"],
            "met": CLAIMS["met"] | {"options": ["ad", "search"]},
            "sinks": CLAIMS["sinks"],
        },
        audience=AUDIENCE | {"segments": ["tenure", "age_group"]},
    )
    assert deviations(plan(), there) == ()


def test_claims_that_came_and_went_are_named() -> None:
    new = {"better": CLAIMS["sinks"], **CLAIMS}
    new.pop("met")
    gone, come = deviations(plan(), plan(claims=new))
    assert (gone.part, gone.about, gone.after) == ("claim_removed", "met", None)
    assert (come.part, come.about, come.before) == ("claim_added", "better", None)
    assert isinstance(come.after, dict)
    assert come.after["higher"] == "expected"


def test_a_bound_that_was_moved_is_told_with_both_numbers() -> None:
    there = plan(claims=CLAIMS | {"met": CLAIMS["met"] | {"at_least": 0.4}})
    assert deviations(plan(), there) == (
        Deviation(part="bound_changed", about="met", key="at_least", before=0.5, after=0.4),
    )


def test_a_bound_that_became_another_is_told_from_both_sides() -> None:
    claim = {"kind": "share", "item": "channel", "options": ["search", "ad"], "at_most": 0.5}
    found = deviations(plan(), plan(claims=CLAIMS | {"met": claim}))
    assert [(one.part, one.key, one.before, one.after) for one in found] == [
        ("bound_changed", "at_least", 0.5, None),
        ("bound_changed", "at_most", None, 0.5),
    ]


def test_the_two_ends_of_a_bound_have_an_order() -> None:
    there = plan(claims=CLAIMS | {"level": CLAIMS["level"] | {"between": [4, 7]}})
    [found] = deviations(plan(), there)
    assert (found.key, found.before, found.after) == ("between", [4.0, 6.0], [4.0, 7.0])


def test_another_claim_or_persona_under_the_same_name_is_told() -> None:
    there = plan(claims=CLAIMS | {"met": CLAIMS["met"] | {"options": ["ad"]}})
    assert deviations(plan(), there) == (
        Deviation(
            part="claim_changed", about="met", key="options", before=["search", "ad"], after=["ad"]
        ),
    )
    only_new = plan(personas={"met": {"tenure": ["under_1y"]}})
    assert deviations(plan(), only_new) == (
        Deviation(
            part="claim_changed",
            about="met",
            key="persona",
            before={},
            after={"tenure": ["under_1y"]},
        ),
    )


@pytest.mark.parametrize(
    ("change", "part", "about"),
    [
        ({"questionnaire": "f2"}, "questionnaire", "questionnaire"),
        ({"study": "t"}, "study", "study"),
        ({"decision": {"confidence": 0.99}}, "decision", "confidence"),
        ({"decision": {"adjust": "none"}}, "decision", "adjust"),
        ({"decision": {"minimum_answers": 10}}, "decision", "minimum_answers"),
        ({"audience": AUDIENCE | {"segments": ["tenure"]}}, "segments", "segments"),
        ({"audience": AUDIENCE | {"margins": {}}}, "margins", "margins"),
        ({"audience": AUDIENCE | {"sample": "probability"}}, "audience", "sample"),
        ({"audience": AUDIENCE | {"size": 900}}, "audience", "size"),
    ],
)
def test_every_other_part_is_told(change: dict[str, Any], part: str, about: str) -> None:
    [found] = deviations(plan(), plan(**change))
    assert (found.part, found.about) == (part, about)
    assert found.before != found.after
    [back] = deviations(plan(**change), plan())
    assert (back.before, back.after) == (found.after, found.before)


def test_there_are_deviations_exactly_where_the_hash_is_another_one() -> None:
    variants = [
        plan(),
        plan(claims=dict(reversed(CLAIMS.items()))),
        plan(claims={"met": CLAIMS["met"]}),
        plan(claims=CLAIMS | {"met": CLAIMS["met"] | {"effect": 0.1}}),
        plan(decision={"confidence": 0.9}),
        plan(audience=AUDIENCE | {"who": {"fi": "Asiakkaat", "en": "Customers"}}),
        plan(audience=AUDIENCE | {"who": {"en": "Customers", "fi": "Asiakkaat"}}),
        plan(audience=AUDIENCE | {"margins": {"age_group": {"35+": 0.7, "18-34": 0.3}}}),
        plan(personas={"sinks": {"tenure": ["a", "b"]}}),
        plan(personas={"sinks": {"tenure": ["b", "a"]}}),
    ]
    for old in variants:
        for new in variants:
            assert (deviations(old, new) == ()) == (old.hash == new.hash)


def plan(
    claims: Mapping[str, dict[str, Any]] = CLAIMS,
    personas: Mapping[str, Any] | None = None,
    **changed: Any,  # noqa: ANN401 (whatever a plan holds)
) -> Plan:
    planned = [
        {"id": name, "claim": claim, "persona": (personas or {}).get(name, {})}
        for name, claim in claims.items()
    ]
    content = {"study": "s", "questionnaire": "f1", "claims": planned, "audience": AUDIENCE}
    return Plan.model_validate({**content, "decision": {}, **changed})
