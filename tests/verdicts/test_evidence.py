from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from scipy import stats as scipy_stats
from statsmodels.stats.multitest import multipletests

from validation.claims import Choices, Claim, Frame
from validation.stats import Design
from validation.study import Decision
from validation.verdicts import Verdict
from validation.verdicts.evidence import Evidence, gather, settle
from validation.verdicts.model import Figures

RULE = Decision()
LEVEL = {"kind": "level", "item": "quality", "at_least": 7}
LEVELS = ("a", "b", "c")
CLAIM: TypeAdapter[Claim] = TypeAdapter(Claim)


def claim(content: dict[str, object]) -> Claim:
    return CLAIM.validate_python(content)


def told(content: dict[str, object], frame: Frame, rule: Decision = RULE) -> Figures:
    """The verdict on one claim that is all the family."""
    everybody = np.ones(frame.n, dtype=bool)
    return settle([gather(claim(content), frame, everybody, rule)], rule)[0]


def ratings(values: Sequence[int]) -> Choices:
    points = range(1, 11)
    scores = tuple(float(point) for point in points)
    return Choices(np.array(values, np.int16) - 1, tuple(map(str, points)), scores)


KINDS: list[dict[str, object]] = [
    {"kind": "share", "item": "quality", "from": 8, "at_least": 0.5},
    LEVEL,
    {"kind": "score", "item": "quality", "score": "top_two", "at_most": 0.4},
    {"kind": "difference", "item": "quality", "segment": "group", "higher": "a", "lower": "b"},
    {"kind": "comparison", "higher": "quality", "lower": "price"},
    {"kind": "ranking", "item": "group", "top": "a"},
    {"kind": "distribution", "item": "group", "shares": {"a": 0.5, "b": 0.3}, "within": 0.1},
    {"kind": "association", "item": "quality", "with": "price", "direction": "positive"},
    {"kind": "association", "item": "quality", "with": "group"},
    {"kind": "association", "item": "quality", "with": "group", "at_most": 0.2},
]


def frame_of(n: int, **columns: Sequence[int]) -> Frame:
    usual = {"quality": [1 + at % 10 for at in range(n)], "price": [1 + at % 7 for at in range(n)]}
    made = {name: ratings(columns.get(name, usual[name])) for name in usual}
    groups = np.array(columns.get("group", [at % 3 for at in range(n)]), np.int16)
    return Frame({**made, "group": Choices(groups, LEVELS)}, Design(n))


@pytest.mark.parametrize("content", KINDS, ids=str)
def test_an_item_nobody_was_asked_gives_too_few_answers(content: dict[str, object]) -> None:
    frame = Frame({"other": ratings([1, 2])}, Design(2))
    found = told(content, frame)
    assert (found.verdict, found.n, found.estimate) == (Verdict.TOO_FEW, 0, None)
    assert [(one.what, one.found, one.must) for one in found.shortages] == [("answers", 0, 1)]


@pytest.mark.parametrize("content", KINDS, ids=str)
def test_a_part_with_nobody_or_one_gives_too_few_answers(content: dict[str, object]) -> None:
    frame = frame_of(60)
    for part in (np.zeros(60, dtype=bool), np.arange(60) == 0):
        found = settle([gather(claim(content), frame, part, RULE)], RULE)[0]
        assert found.verdict is Verdict.TOO_FEW
        assert (found.p_value, found.p_adjusted) == (None, None)
        assert found.shortages
        numbers = (found.estimate, found.ci_low, found.ci_high, found.se, found.df, found.deff)
        assert not any(number is not None and np.isnan(number) for number in numbers)


@pytest.mark.parametrize("content", KINDS, ids=str)
def test_answers_that_are_all_the_same_give_a_number_or_what_is_lacking(
    content: dict[str, object],
) -> None:
    found = told(content, frame_of(60, quality=[8] * 60, price=[8] * 60, group=[0] * 60))
    numbers = [found.estimate, found.ci_low, found.ci_high, found.p_value, found.p_adjusted]
    if found.verdict is Verdict.TOO_FEW:
        assert found.shortages
        assert found.p_value is None
    else:
        assert not any(number is None or np.isnan(number) for number in numbers)
        assert found.ci_low != found.ci_high


def test_a_correlation_of_a_constant_has_no_effective_answers() -> None:
    constant: dict[str, object] = {
        "kind": "association",
        "item": "quality",
        "with": "price",
        "direction": "positive",
    }
    found = told(constant, frame_of(60, price=[8] * 60))
    assert found.verdict is Verdict.TOO_FEW
    assert [(one.group, one.what, one.found) for one in found.shortages] == [
        ("both", "n_effective", 0)
    ]


def test_an_empty_group_is_named() -> None:
    found = told(KINDS[3], frame_of(60, group=[0] * 60))
    assert [(one.group, one.what) for one in found.shortages] == [("group b", "answers")]


def family(*p_values: float | None) -> list[Evidence]:
    """Levels whose p-values are those given; None has too few answers."""
    frame = frame_of(40)
    tested = gather(claim(LEVEL), frame, np.ones(40, dtype=bool), RULE)
    few = gather(claim(LEVEL), frame, np.arange(40) < 5, RULE)
    assert tested.outcome is not None
    outcome = tested.outcome
    return [
        few if p is None else replace(tested, outcome=replace(outcome, p_support=p, p_refute=1.0))
        for p in p_values
    ]


@pytest.mark.parametrize(("adjust", "method"), [("holm", "holm"), ("bh", "fdr_bh")])
def test_claims_without_a_test_stay_in_the_family(adjust: str, method: str) -> None:
    rule = Decision.model_validate({"adjust": adjust})
    found = settle(family(0.012, None, 0.04, 0.001), rule)
    adjusted = multipletests([0.012, 1.0, 0.04, 0.001], method=method)[1]
    assert [one.p_adjusted for one in found] == [
        pytest.approx(adjusted[0]),
        None,
        pytest.approx(adjusted[2]),
        pytest.approx(adjusted[3]),
    ]
    assert found[1].verdict is Verdict.TOO_FEW


def test_without_a_correction_each_stands_alone() -> None:
    found = settle(family(0.012, None, 0.04), Decision(adjust="none"))
    assert [one.p_adjusted for one in found] == [0.012, None, 0.04]
    assert [one.verdict for one in found] == [
        Verdict.SUPPORTED,
        Verdict.TOO_FEW,
        Verdict.SUPPORTED,
    ]


def test_an_empty_family_has_no_verdicts() -> None:
    assert settle([], RULE) == []


answers = st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10), st.integers(0, 2)),
                   min_size=40, max_size=120)  # fmt: skip
confidences = st.sampled_from([0.8, 0.9, 0.95, 0.99])
# what an interval shows; dependence at all is shown by its test instead
SHOWN = [one for one in KINDS if one.keys() != {"kind", "item", "with"}]


def drawn(rows: list[tuple[int, int, int]], weights: Sequence[float] | None = None) -> Frame:
    quality, price, group = zip(*rows, strict=True)
    frame = frame_of(len(rows), quality=quality, price=price, group=group)
    return frame.with_design(Design(len(rows), weights=weights))


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
    if "at_most" in content and content["kind"] == "association":
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
