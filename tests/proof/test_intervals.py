"""Intervals hold their estimate, widen with confidence, and say what the p-values say."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.proof.samples import ESTIMATORS, Sample, samples
from validation import stats
from validation.stats.shares import Interval

PROFILE = settings(deadline=None, derandomize=True, max_examples=25)
PLACES = st.integers(-10, 30).map(lambda step: (step + 0.37) / 20)  # 0 and 1 are the limits
CLOSE = 1e-9  # nearer to a limit than this a p-value may fall on either side of α


@pytest.mark.parametrize("name", ESTIMATORS)
@given(sample=samples())
@PROFILE
def test_the_interval_holds_the_estimate(name: str, sample: Sample) -> None:
    found = ESTIMATORS[name](sample.design, sample)
    assert found.ci_low <= found.estimate <= found.ci_high
    assert found.se >= 0
    assert np.isfinite([found.estimate, found.se, found.n_effective, found.deff]).all()


@pytest.mark.parametrize("name", ESTIMATORS)
@given(sample=samples(), place=PLACES)
@PROFILE
def test_a_bound_is_outside_the_interval_if_and_only_if_its_p_value_says_so(
    name: str, sample: Sample, place: float
) -> None:
    found = ESTIMATORS[name](sample.design, sample)
    low, high = np.nan_to_num([found.ci_low, found.ci_high], posinf=12.0, neginf=-2.0).tolist()
    bound = low + place * (high - low or 1.0)
    assume(min(abs(bound - low), abs(bound - high)) > CLOSE * max(abs(bound), 1.0))
    below, above = stats.p_values(found, bound)
    assert (above < 0.025) == (found.ci_low > bound)
    assert (below < 0.025) == (found.ci_high < bound)


@pytest.mark.parametrize("interval", ["logit", "beta", "wilson", "arcsine", "mean", "auto"])
@given(sample=samples(), confidences=st.tuples(st.floats(0.5, 0.99), st.floats(0.5, 0.99)))
@PROFILE
def test_more_confidence_is_never_narrower(
    interval: Interval, sample: Sample, confidences: tuple[float, float]
) -> None:
    less, more = (
        stats.share(sample.design, sample.yes, interval=interval, confidence=level)
        for level in sorted(confidences)
    )
    assert more.ci_low <= less.ci_low + 1e-12
    assert more.ci_high >= less.ci_high - 1e-12


@given(sample=samples(), margin=st.floats(0.05, 4.0))
@PROFILE
def test_equivalence_is_the_narrower_interval_inside_the_margin(
    sample: Sample, margin: float
) -> None:
    found = stats.difference(sample.design, sample.y, sample.group, 0, 1, confidence=0.9)
    p_value = stats.equivalence(found, -margin, margin).p_value
    assume(abs(p_value - 0.05) > CLOSE)
    assert (p_value < 0.05) == (-margin < found.ci_low and found.ci_high < margin)
