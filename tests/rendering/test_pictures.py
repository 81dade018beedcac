from io import BytesIO

import pytest
from PIL import Image

from tests.reporting.lined import series, trend
from validation.questionnaire import Questionnaire
from validation.rendering import render_trend_charts, trend_words
from validation.rendering.pictures import COLOURS, draw_light
from validation.reporting import Material, build_trend_charts, draw_png
from validation.study import Study
from validation.verdicts import Assessment, Hearing, HypothesisVerdict, Verdict

BILLS = series(hypothesis="bills")


@pytest.fixture
def material(study: Study, questionnaire: Questionnaire) -> Material:
    verdict = HypothesisVerdict(
        id="bills", kind="share", unit="share", says="x", caveat=None, stage=None, aspect=None,
        persona=None, verdict=Verdict.SUPPORTED, estimate=0.7, ci_low=0.6, ci_high=0.8,
        p_value=0.001, p_adjusted=0.001, n=100, low=0.5, high=None, smallest_effect=0.05,
    )  # fmt: skip
    hearing = Hearing(
        sample="probability", reaches=(), unheard=(), n_effective=100, deff=1, largest_weight=1,
        margins=(), assumptions=(),
    )  # fmt: skip
    assessment = Assessment(
        study="operator", plan_hash="a" * 64, n=100, confidence=0.95, adjust="holm",
        hearing=hearing, family=1, hypotheses=(verdict,),
    )  # fmt: skip
    return Material(study, questionnaire, assessment, (), wave="2027-07")


def test_a_picture_is_smaller_in_few_colours_and_as_large_to_the_eye(material: Material) -> None:
    words = trend_words("en")
    (chart,) = build_trend_charts(material, trend(BILLS), words)
    light, whole = draw_light(chart, words), draw_png(chart, words)

    assert len(light) < len(whole) / 2
    assert Image.open(BytesIO(light)).size == Image.open(BytesIO(whole)).size
    assert Image.open(BytesIO(light)).getcolors(COLOURS) is not None


def test_each_hypothesis_is_drawn_and_said_in_words(material: Material) -> None:
    (english,) = render_trend_charts(material, trend(BILLS), "en")
    (finnish,) = render_trend_charts(material, trend(BILLS), "fi")

    assert english.says.startswith("3 waves, 2027-01 to 2027-07: from 50.0% to 70.0%")
    assert "50,0" in finnish.says
    assert english.png.startswith(b"\x89PNG")
    assert render_trend_charts(material, trend(series(hypothesis="bills", n=9)), "en") == ()
