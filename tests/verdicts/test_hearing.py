from collections.abc import Callable
from typing import Any

import pytest

from validation.verdicts.hearing import Fielding, build_hearing
from validation.weighting import MarginLine, Weighting

Make = Callable[..., Any]
LINE = MarginLine(item="region", level="n", n=10, target=0.3, before=0.2, after=0.3)


def test_who_was_not_reached_is_told_where_the_frame_says_who_was(study_of: Make) -> None:
    weighting = Weighting(40, 1.0, 40.0, 1.0)
    some = build_hearing(study_of(audience={"reaches": ["leads", "customers"]}), weighting)
    silent = build_hearing(study_of(), weighting)
    assert some.unheard == ("prospects", "former_customers")
    assert silent.unheard == ()


def test_what_weighting_cost_is_told(study_of: Make) -> None:
    hearing = build_hearing(study_of(), Weighting(40, 1.6, 25.0, 3.2, (LINE,)))
    assert (hearing.deff, hearing.n_effective, hearing.largest_weight) == (1.6, 25, 3.2)
    assert [line.model_dump() for line in hearing.margins] == [
        {"item": "region", "level": "n", "n": 10, "target": 0.3, "before": 0.2, "after": 0.3}
    ]


ALWAYS = {"response_rate_unknown", "plan_after_data"}


@pytest.mark.parametrize(
    ("keys", "assumed"),
    [
        ({}, {"model_based", "simple_random_sampling", "no_correction_for_non_response"}),
        (
            {"audience": {"sample": "probability"}},
            {"simple_random_sampling", "no_correction_for_non_response"},
        ),
        ({"data": {"weight": "w"}}, {"model_based"}),
        (
            {"data": {"strata": "s"}, "audience": {"sample": "probability"}},
            {"no_correction_for_non_response"},
        ),
        (
            {"audience": {"sample": "census", "margins": {"region": {"n": 1}}}},
            {"simple_random_sampling"},
        ),
    ],
)
def test_what_is_assumed_follows_from_sample_and_weights(
    keys: dict[str, object], assumed: set[str], study_of: Make
) -> None:
    found = build_hearing(study_of(**keys), Weighting(40, 1.0, 40.0, 1.0))
    assert set(found.assumptions) == assumed | ALWAYS


def test_a_funnel_assumes_that_people_who_did_not_buy_were_heard(study_of: Make) -> None:
    funnel = {"claim": {"kind": "drop_off", "item": "channel", "largest_at": "web"}}
    weighting = Weighting(40, 1.0, 40.0, 1.0)
    unknown = build_hearing(study_of(funnel), weighting)
    known = build_hearing(study_of(funnel, audience={"reaches": ["leads", "customers"]}), weighting)
    assert "leavers_unknown" in unknown.assumptions
    assert "leavers_unknown" not in known.assumptions
    assert "leavers_unknown" not in build_hearing(study_of(), weighting).assumptions


def test_a_wave_of_our_own_knows_its_response_rate_and_how_it_was_drawn(study_of: Make) -> None:
    fielding = Fielding(frame=1000, invited=100, complete=20, partial=2, response_rate=0.22)
    found = build_hearing(study_of(), Weighting(22, 1.0, 22.0, 1.0), fielding)
    assert found.response_rate == 0.22
    assert set(found.assumptions) == {
        "model_based",
        "no_correction_for_non_response",
        "plan_after_data",
    }


def test_open_links_have_no_response_rate_and_were_not_drawn(study_of: Make) -> None:
    fielding = Fielding(invited=100, complete=20, partial=2)
    found = build_hearing(study_of(), Weighting(22, 1.0, 22.0, 1.0), fielding)
    assert found.response_rate is None
    assert {"response_rate_unknown", "simple_random_sampling"} <= set(found.assumptions)


@pytest.mark.parametrize(
    ("said", "frame", "invited", "heard"),
    [
        ("opt_in", 1000, 100, "list_sample"),
        ("opt_in", 100, 100, "list_census"),
        ("census", 100, 100, "census"),
        ("census", 1000, 100, "list_sample"),
        ("probability", 1000, 100, "probability"),
        ("probability", None, 100, "opt_in"),
    ],
)
def test_how_the_respondents_of_a_fielded_wave_were_found_is_known_from_its_fieldwork(
    study_of: Make, said: str, frame: int | None, invited: int, heard: str
) -> None:
    fielding = Fielding(frame=frame, invited=invited, complete=20, partial=2)
    weighting = Weighting(22, 1.0, 22.0, 1.0)
    found = build_hearing(study_of(audience={"sample": said}), weighting, fielding)
    assert found.sample == heard
    assert ("model_based" in found.assumptions) == (heard not in {"census", "probability"})
