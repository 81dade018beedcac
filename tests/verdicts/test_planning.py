from collections.abc import Callable
from math import ceil
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from validation.verdicts import Assumed, sizes

Make = Callable[..., Any]
SHARE = {"kind": "share", "item": "channel", "options": "web", "at_least": 0.5}


def needed(effect: float, sd: float, error: float = 0.05, power: float = 0.8) -> int:
    """Cohen 1988: the n of a two-sided test of one mean, normal approximation."""
    return ceil(((norm.ppf(1 - error / 2) + norm.ppf(power)) * sd / effect) ** 2)


def test_each_claim_is_planned_with_the_strictest_error_of_the_family(
    study_of: Make, planned_of: Make
) -> None:
    planned = planned_of(study_of({"claim": SHARE}, {}))
    share, level = sizes(planned.plan, planned.asked, Assumed())
    assert (share.id, share.effect, share.sd) == ("h1", 0.05, 0.5)
    assert share.answers == needed(0.05, 0.5, 0.025)
    spread = np.arange(1, 11).std()
    assert level.sd == pytest.approx(spread)
    assert level.answers == needed(0.2, 1.0, 0.025)


def test_design_effect_and_response_rate_multiply(study_of: Make, planned_of: Make) -> None:
    planned = planned_of(study_of({"claim": SHARE}))
    (found,) = sizes(planned.plan, planned.asked, Assumed(deff=1.5, response_rate=0.25))
    exact = ((norm.ppf(0.975) + norm.ppf(0.8)) * 0.5 / 0.05) ** 2
    assert found.answers == ceil(1.5 * exact)
    assert found.invitations == 4 * found.answers


def test_a_small_audience_needs_fewer_of_a_probability_sample(
    study_of: Make, planned_of: Make
) -> None:
    answers = {}
    for sample in ("probability", "opt_in"):
        planned = planned_of(study_of({"claim": SHARE}, audience={"size": 1000, "sample": sample}))
        (answers[sample],) = (one.answers for one in sizes(planned.plan, planned.asked, Assumed()))
    exact = ((norm.ppf(0.975) + norm.ppf(0.8)) * 0.5 / 0.05) ** 2
    assert answers == {"probability": ceil(exact / (1 + exact / 1000)), "opt_in": ceil(exact)}


def test_a_correlation_is_planned_on_its_own_scale(study_of: Make, planned_of: Make) -> None:
    claim = {"kind": "association", "item": "quality", "with": "price", "direction": "positive"}
    planned = planned_of(study_of({"claim": claim}))
    (found,) = sizes(planned.plan, planned.asked, Assumed(power=0.9))
    assert (found.unit, found.effect, found.answers) == (
        "correlation",
        0.1,
        needed(0.1, 1, power=0.9),
    )
