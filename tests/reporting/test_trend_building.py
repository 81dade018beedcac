from collections.abc import Callable
from dataclasses import replace

from tests.reporting.lined import WAVES, news, series, trend
from validation.claims import ChangeClaim
from validation.rendering import trend_words
from validation.reporting import Material, build_trend_report
from validation.reporting.trend_building import causal_notes
from validation.reporting.trend_setting import TrendSetting
from validation.study import Study
from validation.trends import Attrition
from validation.verdicts import HypothesisVerdict, Verdict

Make = Callable[..., Material]
Verdicts = Callable[..., HypothesisVerdict]
ONLY = {"kind": "verdict_only", "verdict_before": Verdict.INCONCLUSIVE,
        "verdict": Verdict.SUPPORTED, "estimate": None}  # fmt: skip
MEASURE = {"measure": "spring-campaign", "on": "2027-03-01", "after": ["14 days"]}


def test_what_changed_comes_first_and_by_itself(material_of: Make, verdict_of: Verdicts) -> None:
    told = trend(news=(news(), news(**ONLY)))
    report = build_trend_report(material_of(verdict_of()), told, trend_words("en"))

    assert report.headline == "Significant change in 1 hypothesis in wave 2027-07"
    assert [one.sign for one in report.changed] == ["▲"]
    assert [one.sign for one in report.besides] == ["="]
    assert report.about == "3 waves, 2027-01 to 2027-07"


def test_another_verdict_is_no_change(material_of: Make, verdict_of: Verdicts) -> None:
    told = trend(news=(news(**ONLY),))
    report = build_trend_report(material_of(verdict_of()), told, trend_words("fi"))

    assert report.headline == "Ei merkitsevää muutosta kierroksella 2027-07"
    assert report.changed == ()


def test_the_budget_is_told_in_words(material_of: Make, verdict_of: Verdicts) -> None:
    report = build_trend_report(material_of(verdict_of()), trend(), trend_words("en"))

    assert report.budget[0] == (
        "All changes, slopes and groups share one error budget: if nothing changed at all, at most "
        "5% of such studies would call anything a change in any of 12 waves."
    )
    assert report.budget[1].startswith("Spent so far: 1.25%, of it 0.40% in this wave;")


def test_hypotheses_follow_each_other_over_all_waves(
    material_of: Make, verdict_of: Verdicts
) -> None:
    told = trend(series(), series(hypothesis="gone"))
    report = build_trend_report(material_of(verdict_of()), told, trend_words("en"))

    assert [one.says for one in report.followed] == ["Most find it good"]
    assert [row[0] for row in report.waves.rows] == [*WAVES]
    assert report.attrition is None
    assert "fewer than 10 respondents" in report.hides


def test_a_panel_is_told_of(material_of: Make, verdict_of: Verdicts) -> None:
    again = (Attrition(wave=WAVES[2], of=200, again=100, share=0.5),)
    told = trend(attrition=again)
    report = build_trend_report(material_of(verdict_of()), told, trend_words("sv"))

    assert report.attrition is not None
    assert report.attrition.rows == (("2027-07", "200", "100", "50\u00a0%"),)


def test_waves_around_a_measure_are_told_to_be_not_causal(
    trend_setting_of: Callable[..., TrendSetting], study: Study
) -> None:
    def notes(**cadence: object) -> list[str]:
        setting = trend_setting_of(trend())
        content = study.model_dump(by_alias=True, mode="json") | {"cadence": MEASURE | cadence}
        around = Study.model_validate(content)
        setting.setting.material = replace(setting.setting.material, study=around)
        return list(causal_notes(setting))

    assert notes() == [
        (
            "Not causal: these waves stand before and after “spring campaign”, with no comparison "
            "group. What changed may have changed for other reasons."
        )
    ]
    [compared] = notes(compared_with={"segment": "channel", "level": "phone"})
    assert "held against the group Phone (Where?)" in compared


def test_claims_about_several_waves_are_said_to_have_no_band(
    material_of: Make, verdict_of: Verdicts, study: Study
) -> None:
    def explained(material: Material) -> str:
        return build_trend_report(material, trend(), trend_words("en")).explained

    claim = ChangeClaim.model_validate({"kind": "change", "item": "quality"})
    first = study.hypotheses[0].model_copy(update={"claim": claim})
    moves = study.model_copy(update={"hypotheses": (first, *study.hypotheses[1:])})
    material = material_of(verdict_of())

    assert "about several waves" not in explained(material)
    assert "A claim about several waves has no band" in explained(replace(material, study=moves))
