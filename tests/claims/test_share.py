from collections.abc import Callable
from typing import Any

import pytest
from scipy import stats as scipy_stats

from validation.claims import Asked
from validation.claims.share import ShareClaim

Make = Callable[..., Any]
CHANNEL = Asked("channel", "single", ("search", "friend", "shop"))


def claim(**bounds: object) -> ShareClaim:
    usual = {"kind": "share", "item": "channel", "options": "search"}
    return ShareClaim.model_validate(usual | bounds)


def answers(yes: int, n: int) -> list[str]:
    return ["search"] * yes + ["friend"] * (n - yes)


def test_the_interval_and_test_are_those_of_the_logit_scale(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"channel": chosen(answers(60, 100), CHANNEL.levels)})
    found = claim(at_least=0.5).outcome(frame, everybody(frame), 0.95)
    # R: y <- rep(1:0, c(60, 40))
    #    d <- svydesign(ids = ~1, weights = rep(1, 100), data = data.frame(y))
    #    svyciprop(~y, d, method = "xlogit")
    assert (found.estimate.ci_low, found.estimate.ci_high) == pytest.approx(
        (0.499599517530501, 0.692648826717292), rel=1e-9
    )
    # R: m <- svymean(~y, d); names(m) <- "y"; z <- svycontrast(m, quote(log(y / (1 - y))))
    #    2 * pt(-coef(z) / SE(z), 99)
    assert found.p_support == pytest.approx(0.0508909194786073, rel=1e-9)
    assert found.p_refute == 1


@pytest.mark.parametrize("yes", [0, 3, 97, 100])
def test_few_on_one_side_get_the_beta_interval(
    yes: int, chosen: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"channel": chosen(answers(yes, 100), CHANNEL.levels)})
    found = claim(at_least=0.5).outcome(frame, everybody(frame), 0.95).estimate
    # a simple random sample has 99 effective answers, (n - 1), and all 100 at 0 and 1
    n = 100 if yes in {0, 100} else 99
    share = yes / 100
    low = scipy_stats.beta.ppf(0.025, n * share, n * (1 - share) + 1) if yes else 0.0
    high = scipy_stats.beta.ppf(0.975, n * share + 1, n * (1 - share)) if yes < 100 else 1.0
    assert (found.ci_low, found.ci_high) == pytest.approx((low, high))


def test_nobody_of_forty_refutes_one_in_ten(chosen: Make, framed: Make, everybody: Make) -> None:
    frame = framed({"channel": chosen(answers(0, 40), CHANNEL.levels)})
    found = claim(at_least=0.1).outcome(frame, everybody(frame), 0.95)
    # scipy: 2 * binom.cdf(0, 40, 0.1)
    assert found.p_refute == pytest.approx(2 * scipy_stats.binom.cdf(0, 40, 0.1))
    assert found.p_support == 1


def test_an_interval_between_two_bounds_supports_and_one_outside_refutes(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"channel": chosen(answers(50, 100), CHANNEL.levels)})
    inside = claim(between=(0.3, 0.7)).outcome(frame, everybody(frame), 0.95)
    outside = claim(between=(0.7, 0.9)).outcome(frame, everybody(frame), 0.95)
    astride = claim(between=(0.3, 0.55)).outcome(frame, everybody(frame), 0.95)
    assert inside.p_support < 0.05 < inside.p_refute
    assert outside.p_refute < 0.05 < outside.p_support
    assert min(astride.p_support, astride.p_refute) > 0.05


def test_who_was_not_shown_the_item_does_not_count(
    chosen: Make, framed: Make, everybody: Make
) -> None:
    frame = framed({"channel": chosen([*answers(3, 4), None, None], CHANNEL.levels)})
    found = claim(at_least=0.5).outcome(frame, everybody(frame), 0.95).estimate
    assert (found.estimate, found.n) == (0.75, 4)


def test_a_range_of_a_rating_counts_both_its_ends(
    rated: Make, framed: Make, everybody: Make
) -> None:
    ranged = ShareClaim.model_validate(
        {"kind": "share", "item": "rating", "from": 8, "to": 9, "at_least": 0.1}
    )
    frame = framed({"rating": rated([7, 8, 9, 10])})
    assert ranged.outcome(frame, everybody(frame), 0.95).estimate.estimate == 0.5


def test_options_that_the_item_does_not_have_are_told_with_those_that_it_has() -> None:
    asked = {"channel": Asked("channel", "single", ("friend", "shop"))}
    (problem,) = claim(at_least=0.5).problems(asked)
    assert str(problem) == (
        "options: found 'search', must be one of friend, shop, the answers of channel."
    )


def test_a_percentage_is_told_to_be_written_as_a_share() -> None:
    (problem,) = claim(at_least=60).problems({"channel": CHANNEL})
    assert problem.where == "at_least"
    assert problem.hint == "Write 0.6 for 60 per cent."


@pytest.mark.parametrize(
    ("bound", "key"), [({"at_least": 0}, "at_least"), ({"at_most": 1}, "at_most")]
)
def test_a_bound_that_no_answer_can_contradict_is_refused(
    bound: dict[str, float], key: str
) -> None:
    (problem,) = claim(**bound).problems({"channel": CHANNEL})
    assert problem.where == key
    assert "can contradict" in problem.must


def test_without_options_the_library_says_what_counts() -> None:
    made = ShareClaim(kind="share", at_least=0.5)
    bound = made.bound_to({"item": "ease.start"}, ("4", "5"))
    assert (bound.item, bound.options) == ("ease.start", ("4", "5"))
    assert claim(at_least=0.5).bound_to({"item": "other"}, ("a",)) == claim(at_least=0.5)
