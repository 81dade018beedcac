"""The rules of decision as properties of every kind of claim."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats
from statsmodels.stats.multitest import multipletests

from tests.verdicts.kinds import KINDS, RULE, claim, drawn, frame_of, ratings, told
from validation.claims import Frame
from validation.stats import Design
from validation.study import Decision
from validation.verdicts import Verdict
from validation.verdicts.evidence import gather, settle

SAMENESS = [
    one
    for one in KINDS
    if one["kind"] == "equivalence" or (one["kind"] == "association" and "at_most" in one)
]
answers = st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10), st.integers(0, 2)),
                   min_size=40, max_size=120)  # fmt: skip
confidences = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@settings(max_examples=60, deadline=None)
@given(rows=answers, content=st.sampled_from(KINDS))
def test_effects_are_finite_and_lie_in_their_intervals(
    rows: list[tuple[int, int, int]], content: dict[str, object]
) -> None:
    effect = told(content, drawn(rows)).effect_size
    if effect is None:
        return
    assert np.isfinite(effect.value)
    ends = (effect.ci_low, effect.ci_high)
    assert all(end is None or np.isfinite(end) for end in ends)
    if None not in ends and effect.name != "cohen_w":
        # of Cohen's w, as of V, the noncentral interval may lie below what was found
        low, high = ends
        assert low is not None
        assert high is not None
        assert low <= effect.value + 1e-9
        assert effect.name == "cramers_v" or effect.value <= high + 1e-9


# what an interval shows; dependence at all is shown by its test instead
SHOWN = [one for one in KINDS if one.keys() != {"kind", "item", "with"}]


@settings(max_examples=150, deadline=None)
@given(rows=answers, confidence=confidences, content=st.sampled_from(SHOWN))
def test_alone_a_claim_has_the_verdict_that_its_interval_shows(
    rows: list[tuple[int, int, int]], confidence: float, content: dict[str, object]
) -> None:
    rule = Decision(confidence=confidence, minimum_answers=2)
    found = told(content, drawn(rows), rule)
    if found.verdict is Verdict.TOO_FEW:
        return
    region = claim(content).region()
    assert found.ci_low is not None
    assert found.ci_high is not None
    edges = [
        abs(end - bound) for end in (found.ci_low, found.ci_high) for _, bound in region.bounds()
    ]
    if min(edges) < 1e-9:
        return
    inside = region.low < found.ci_low and found.ci_high < region.high
    outside = found.ci_high < region.low or found.ci_low > region.high
    # of a denied dependence the interval at 1 - 2 alpha is shown: it refutes only at half that
    shown = {Verdict.SUPPORTED: inside, Verdict.REFUTED: outside}
    if content["kind"] == "equivalence" or (
        "at_most" in content and content["kind"] == "association"
    ):
        assert (found.verdict is Verdict.SUPPORTED) == inside
        assert outside or found.verdict is not Verdict.REFUTED
        return
    assert {verdict: found.verdict is verdict for verdict in shown} == shown


@settings(max_examples=80, deadline=None)
@given(rows=answers, factor=st.floats(1e-3, 1e3), content=st.sampled_from(KINDS))
def test_the_scale_of_the_weights_means_nothing(
    rows: list[tuple[int, int, int]], factor: float, content: dict[str, object]
) -> None:
    weights = [1.0 + at % 4 for at in range(len(rows))]
    one, other = (
        told(content, drawn(rows, [weight * scale for weight in weights]))
        for scale in (1.0, factor)
    )
    assert one.verdict is other.verdict
    for name in ("estimate", "ci_low", "ci_high", "p_value"):
        found, same = getattr(one, name), getattr(other, name)
        assert found == (None if same is None else pytest.approx(same, rel=1e-6, abs=1e-9))


MIRRORED: list[tuple[dict[str, object], dict[str, object]]] = [
    (
        {"kind": "share", "item": "quality", "from": 8, "at_least": 0.4},
        {"kind": "share", "item": "quality", "to": 7, "at_most": 0.6},
    ),
    (
        {"kind": "level", "item": "quality", "at_least": 6},
        {"kind": "level", "item": "mirrored", "at_most": 5},
    ),
    (KINDS[3], KINDS[3] | {"item": "mirrored", "higher": "b", "lower": "a"}),
    (KINDS[4], {"kind": "comparison", "higher": "priced", "lower": "mirrored"}),
    (KINDS[7], KINDS[7] | {"item": "mirrored", "direction": "negative"}),
]


@settings(max_examples=80, deadline=None)
@given(rows=answers, pair=st.sampled_from(MIRRORED))
def test_mirrored_claims_on_mirrored_answers_have_one_verdict(
    rows: list[tuple[int, int, int]], pair: tuple[dict[str, object], dict[str, object]]
) -> None:
    plain = drawn(rows)
    quality, price, _ = zip(*rows, strict=True)
    turned = {
        "mirrored": ratings([11 - one for one in quality]),
        "priced": ratings([11 - one for one in price]),
    }
    frame = Frame({**plain.columns, **turned}, plain.design)
    one, other = (told(content, frame) for content in pair)
    assert one.verdict is other.verdict
    assert one.p_value == (other.p_value and pytest.approx(other.p_value, rel=1e-6, abs=1e-9))


@settings(max_examples=80, deadline=None)
@given(rows=answers, bound=st.floats(0.05, 0.95))
def test_at_least_and_at_most_the_same_bound_contradict_each_other(
    rows: list[tuple[int, int, int]], bound: float
) -> None:
    usual = {"kind": "share", "item": "quality", "from": 8}
    least, most = (told(usual | {key: bound}, drawn(rows)) for key in ("at_least", "at_most"))
    opposite = {Verdict.SUPPORTED: Verdict.REFUTED, Verdict.REFUTED: Verdict.SUPPORTED}
    assert most.verdict is opposite.get(least.verdict, least.verdict)


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        # ten equally frequent ratings: the mean is 5.5, and a fifth gives 9 or 10
        ({"kind": "level", "at_least": 5.5}, np.arange(1, 10) / 10),
        ({"kind": "share", "from": 9, "at_least": 0.2}, np.arange(1, 10) / 10),
        # one in ten gives 10, the others 1
        ({"kind": "share", "from": 10, "at_most": 0.1}, [0.9] * 9),
    ],
    ids=str,
)
def test_hardly_any_family_at_its_bounds_gets_a_wrong_verdict(
    content: dict[str, object], cut: Sequence[float]
) -> None:
    # Every number lies at its bound, so that either verdict is wrong by a hair. The answers of a
    # person go together (correlation one half), so that the claims are dependent.
    rng = np.random.default_rng(20261123)
    families, size, n, wrong = 500, 5, 80, 0
    edges = scipy_stats.norm.ppf(cut)
    everybody = np.ones(n, dtype=bool)
    claims = [claim(content | {"item": f"q{at}"}) for at in range(size)]
    for _ in range(families):
        mood = (rng.standard_normal((n, 1)) + rng.standard_normal((n, size))) / 2**0.5
        codes = np.searchsorted(edges, mood) + 1
        columns = {f"q{at}": ratings(codes[:, at].tolist()) for at in range(size)}
        frame = Frame(columns, Design(n))
        found = settle([gather(one, frame, everybody, RULE) for one in claims], RULE)
        wrong += any(one.verdict is not Verdict.INCONCLUSIVE for one in found)
    # scipy: binom.ppf(0.99, 500, 0.05) is 37
    assert 0 < wrong <= 37


@settings(max_examples=60, deadline=None)
@given(
    rows=answers,
    chosen=st.lists(st.sampled_from(KINDS), min_size=1, max_size=8),
    pair=st.sampled_from([("holm", "holm"), ("bh", "fdr_bh")]),
)
def test_the_correction_over_a_plan_is_that_of_statsmodels(
    rows: list[tuple[int, int, int]],
    chosen: list[dict[str, object]],
    pair: tuple[str, str],
) -> None:
    rule = Decision.model_validate({"adjust": pair[0]})
    frame = drawn(rows)
    everybody = np.ones(frame.n, dtype=bool)
    found = settle([gather(claim(one), frame, everybody, rule) for one in chosen], rule)
    plain = [1.0 if one.p_value is None else one.p_value for one in found]
    expected = multipletests(plain, method=pair[1])[1]
    for one, adjusted in zip(found, expected, strict=True):
        assert one.p_adjusted == (None if one.p_value is None else pytest.approx(adjusted))


@settings(max_examples=40, deadline=None)
@given(rows=answers, content=st.sampled_from(KINDS), absent=st.integers(1, 8))
def test_claims_that_nobody_answered_make_the_others_harder_to_decide(
    rows: list[tuple[int, int, int]], content: dict[str, object], absent: int
) -> None:
    frame = drawn(rows)
    everybody = np.ones(frame.n, dtype=bool)
    alone = gather(claim(content), frame, everybody, RULE)
    nothing = gather(claim(content), Frame({}, Design(frame.n)), everybody, RULE)
    (first, *_) = settle([alone, *[nothing] * absent], RULE)
    if first.p_value is not None:
        assert first.p_adjusted == pytest.approx(min(1.0, first.p_value * (absent + 1)))


@pytest.mark.parametrize("content", SAMENESS, ids=str)
def test_too_few_to_find_a_difference_is_never_sameness(content: dict[str, object]) -> None:
    rule = Decision(minimum_answers=2)
    rng = np.random.default_rng(1)
    supported = 0
    for _ in range(50):
        quality, group = rng.integers(1, 11, 30).tolist(), rng.integers(0, 3, 30).tolist()
        found = told(content, frame_of(30, quality=quality, group=group), rule)
        supported += found.verdict is Verdict.SUPPORTED
    # ten answers a group show no margin of 1.5 points, and no V below 0.2
    assert supported <= 1


@pytest.mark.parametrize("content", SAMENESS, ids=str)
def test_sameness_within_a_margin_is_found_with_answers_enough(content: dict[str, object]) -> None:
    n = 3000
    quality, group = [1 + at % 10 for at in range(n)], [at // 10 % 3 for at in range(n)]
    assert told(content, frame_of(n, quality=quality, group=group)).verdict is Verdict.SUPPORTED


def test_a_difference_that_is_sure_but_small_does_not_refute_sameness() -> None:
    n = 30_000
    group = [at % 3 for at in range(n)]
    quality = [1 + at // 3 % 9 + (kind == 0) for at, kind in enumerate(group)]
    frame = frame_of(n, quality=quality, group=group)
    same: dict[str, object] = {
        "kind": "equivalence",
        "item": "quality",
        "segment": "group",
        "groups": ["a", "b"],
    }
    more: dict[str, object] = {
        "kind": "difference",
        "item": "quality",
        "segment": "group",
        "higher": "a",
        "lower": "b",
    }
    assert told(more, frame).verdict is Verdict.SUPPORTED
    assert told(same | {"within": 1.5}, frame).verdict is Verdict.SUPPORTED
    assert told(same | {"within": 0.5}, frame).verdict is Verdict.REFUTED
