from collections.abc import Callable
from math import atanh, ceil
from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2, ncx2, norm
from statsmodels.stats.power import NormalIndPower

from validation.verdicts import Assumed, bottleneck, sizes

Make = Callable[..., Any]
SHARE = {"kind": "share", "item": "channel", "options": "web", "at_least": 0.5}
ALONE = {"decision": {"adjust": "none"}}


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
    # Cohen (1988, chapter 3), on Fisher's z scale
    exact = ((norm.ppf(0.975) + norm.ppf(0.9)) / atanh(0.1)) ** 2 + 3
    assert (found.unit, found.effect, found.answers) == ("correlation", 0.1, ceil(exact))


def test_sameness_is_planned_as_two_one_sided_tests(study_of: Make, planned_of: Make) -> None:
    keys = {"item": "quality", "segment": "region", "groups": ["n", "s"]}
    even = {"kind": "equivalence", **keys, "within": 1.0}
    off = even | {"effect": 0.4}
    planned = planned_of(study_of({"claim": even}, {"claim": off}, **ALONE))
    found, closer = sizes(planned.plan, planned.asked, Assumed())
    spread = np.arange(1, 11).std() * 6**0.5
    # Chow, Shao & Wang (2008, section 3.1): both tests must show it, with no difference in truth
    exact = ((norm.ppf(0.95) + norm.ppf(0.9)) * spread / 1.0) ** 2
    assert (found.effect, found.answers) == (1.0, ceil(exact))
    # with a difference of 0.6 in truth hardly ever the other one fails
    assert closer.answers == ceil(((norm.ppf(0.95) + norm.ppf(0.8)) * spread / 0.4) ** 2)


def test_a_distribution_shares_its_error_among_its_answers(
    study_of: Make, planned_of: Make
) -> None:
    claim = {"kind": "distribution", "item": "channel", "shares": {"web": 0.5}, "within": 0.05}
    planned = planned_of(study_of({"claim": claim}))
    (found,) = sizes(planned.plan, planned.asked, Assumed())
    # two answers, web and others, each tested on two sides
    exact = ((norm.ppf(1 - 0.05 / 4) + norm.ppf(0.9)) * 0.5 / 0.05) ** 2
    assert found.answers == ceil(exact)


def test_denied_dependence_is_planned_one_sided_and_by_its_levels(
    study_of: Make, planned_of: Make
) -> None:
    keys = {"kind": "association", "item": "channel", "with": "region"}
    claims = [{"claim": keys | more} for more in ({"at_most": 0.2}, {"at_least": 0.1}, {})]
    planned = planned_of(study_of(*claims, **ALONE))
    denied, strong, any_at_all = sizes(planned.plan, planned.asked, Assumed(answers=500))

    def below(edge: float, value: float) -> float:
        return float(ncx2.cdf(edge, 4, 500 * 2 * value**2))

    edge = ncx2.ppf(0.05, 4, 500 * 2 * 0.2**2)
    assert denied.power == pytest.approx(below(edge, 0.1), abs=1e-6)
    edge = ncx2.ppf(0.975, 4, 500 * 2 * 0.1**2)
    assert strong.power == pytest.approx(1 - below(edge, 0.2), abs=1e-6)
    assert any_at_all.power == pytest.approx(1 - below(chi2.ppf(0.95, 4), 0.1), abs=1e-6)


def test_a_difference_is_planned_with_the_known_margins(study_of: Make, planned_of: Make) -> None:
    keys = {"item": "quality", "segment": "region", "higher": "n"}
    claim = keys | {"kind": "difference", "lower": ["s", "w"]}
    order = keys | {"kind": "ordinal", "lower": "w"}
    planned = planned_of(study_of({"claim": claim}, {"claim": order}, audience=MARGINS))
    found, ordinal = sizes(planned.plan, planned.asked, Assumed())
    assert found.sd == pytest.approx(np.arange(1, 11).std() * (1 / 0.1 + 1 / 0.9) ** 0.5)
    # Noether (1987), with the ties of ten equally frequent answers
    ranks = (1 - 1 / 100) / 12
    assert ordinal.sd == pytest.approx((ranks * (1 / 0.1 + 1 / 0.75)) ** 0.5)


def test_a_share_is_planned_with_the_largest_spread_near_its_bound(
    study_of: Make, planned_of: Make
) -> None:
    rare, common = SHARE | {"at_least": 0.9}, SHARE | {"at_least": 0.52}
    planned = planned_of(study_of({"claim": rare}, {"claim": common}))
    found = [one.sd for one in sizes(planned.plan, planned.asked, Assumed())]
    # at a bound of 0.9 and an effect of 0.05, shares from 0.85 count: sqrt(0.85 * 0.15)
    assert found == pytest.approx([(0.85 * 0.15) ** 0.5, 0.5])


def test_given_answers_say_their_power_and_what_they_detect(
    study_of: Make, planned_of: Make
) -> None:
    planned = planned_of(study_of({"claim": SHARE | {"effect": 0.1}}))
    (found,) = sizes(planned.plan, planned.asked, Assumed(answers=150, deff=1.2))
    # one-sided, because finding the opposite is no success
    assert found.power == pytest.approx(
        NormalIndPower(ddof=0).power(0.2, 125, 0.025, 0, "larger"), abs=1e-4
    )
    # in standard deviations, of 0.5 each
    effect = NormalIndPower(ddof=0).solve_power(None, 125, 0.025, 0.8, 0, "larger")
    assert found.detectable == pytest.approx(0.5 * effect, rel=1e-4)


def test_without_given_answers_nothing_is_said_of_them(study_of: Make, planned_of: Make) -> None:
    planned = planned_of(study_of({"claim": SHARE}))
    (found,) = sizes(planned.plan, planned.asked, Assumed())
    assert (found.power, found.detectable) == (None, None)


def test_no_effect_is_detectable_that_cannot_be(study_of: Make, planned_of: Make) -> None:
    planned = planned_of(study_of({"claim": SHARE}))
    (found,) = sizes(planned.plan, planned.asked, Assumed(answers=1))
    assert found.detectable is None


PERSONA = {"personas": [{"id": "p", "title": "P", "when": {"region": ["n", "s"]}}]}
MARGINS = {"margins": {"region": {"n": 0.1, "s": 0.15, "w": 0.75}}}


def test_a_persona_costs_answers_by_its_share(study_of: Make, planned_of: Make) -> None:
    claim = {"claim": SHARE, "persona": "p"}
    planned = planned_of(study_of(claim, **PERSONA, audience=MARGINS))
    assumed = Assumed(response_rate=0.5, answers=400)
    (found,) = sizes(planned.plan, planned.asked, assumed)
    assert (found.share, found.answers) == (0.25, needed(0.05, 0.5))
    assert found.total == 4 * found.answers
    assert found.invitations == 8 * found.answers
    alone = NormalIndPower(ddof=0).power(0.1, 100, 0.025, 0, "larger")
    assert found.power == pytest.approx(alone, abs=1e-3)


def test_a_persona_of_unknown_share_has_no_total(study_of: Make, planned_of: Make) -> None:
    planned = planned_of(study_of({"claim": SHARE, "persona": "p"}, {}, **PERSONA))
    unknown, level = sizes(planned.plan, planned.asked, Assumed(response_rate=0.5, answers=100))
    assert (unknown.share, unknown.total, unknown.invitations) == (None, None, None)
    assert (unknown.power, unknown.detectable) == (None, None)
    assert bottleneck([unknown, level]) == level
    assert bottleneck([unknown]) is None


def test_the_bottleneck_needs_the_largest_wave(study_of: Make, planned_of: Make) -> None:
    claims = {"claim": SHARE, "persona": "p"}, {"claim": SHARE | {"effect": 0.04}}
    planned = planned_of(study_of(*claims, **PERSONA, audience=MARGINS))
    persona, whole = sizes(planned.plan, planned.asked, Assumed())
    assert persona.answers < whole.answers
    assert bottleneck([persona, whole]) == persona
