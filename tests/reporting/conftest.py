"""A small study with its verdicts written out, to be reported."""

from collections.abc import Callable
from typing import Any

import pytest

from validation.files import read_library
from validation.questionnaire import Questionnaire, build_questionnaire
from validation.rendering import changes_words, wording
from validation.reporting import Floor, Material, Words
from validation.reporting.setting import Setting
from validation.reporting.trend_setting import TrendSetting
from validation.study import Study
from validation.trends import Trend
from validation.verdicts import Assessment, Hearing, HypothesisVerdict, Shortage, Topline, Verdict
from validation.verdicts.toplines import Line

SCALE = {
    "from": 1,
    "to": 5,
    "low": {"en": "poor", "fi": "huono"},
    "high": {"en": "good", "fi": "hyvä"},
}
TITLES = {"use": {"en": "Using", "fi": "Käyttö"}, "pay": {"en": "Paying", "fi": "Maksaminen"}}
STUDY = {
    "study": "shop",
    "title": {"en": "The shop <b>", "fi": "Kauppa"},
    "languages": ["en", "fi"],
    "stages": [{"id": name, "title": title} for name, title in TITLES.items()],
    "audience": {"who": "Customers", "segments": ["channel"], "reaches": ["customers"]},
    "personas": [{"id": "webber", "title": "Web buyer", "when": {"channel": "web"}}],
    "items": [
        {"id": "quality", "text": {"en": "Quality?", "fi": "Laatu?"}, "type": "rating",
         "scale": SCALE, "stage": "use"},
        {"id": "price", "text": "Price?", "type": "rating", "scale": SCALE, "stage": "pay"},
        {"id": "channel", "text": "Where?", "type": "single",
         "options": {"shop": {"en": "Shop", "fi": "Myymälä"}, "web": "Web", "phone": "Phone"}},
        {"id": "topics", "text": "What?", "type": "multi", "options": ["a", "b", "c"]},
    ],
    "hypotheses": [
        {"id": "good", "stage": "use", "says": {"en": "Most find it good", "fi": "Useimmat"},
         "claim": {"kind": "share", "item": "quality", "from": 4, "at_least": 0.5},
         "forecast": {"sales": 0.8, "service": 0.7}},
        {"id": "dear", "says": "Prices are thought poor", "persona": "webber",
         "claim": {"kind": "level", "item": "price", "at_most": 2.5}},
        {"id": "better", "says": "Quality beats the price",
         "claim": {"kind": "comparison", "higher": "quality", "lower": "price"}},
        {"id": "shops", "says": "The shop rates higher than the web",
         "claim": {"kind": "difference", "item": "quality", "segment": "channel",
                   "higher": "shop", "lower": "web"}},
    ],
}  # fmt: skip
KINDS = {"good": ("share", "share"), "dear": ("level", "scale"),
         "better": ("comparison", "scale"), "shops": ("difference", "scale")}  # fmt: skip


@pytest.fixture
def study() -> Study:
    return Study.model_validate(STUDY)


@pytest.fixture
def questionnaire(study: Study) -> Questionnaire:
    return build_questionnaire(study, read_library())


@pytest.fixture
def verdict_of() -> Callable[..., HypothesisVerdict]:
    """Return a verdict of one of the hypotheses: a share of 70 % against at least 50 %, or so."""

    def make(id: str = "good", **keys: object) -> HypothesisVerdict:  # noqa: A002 (as the file has it)
        kind, unit = KINDS[id]
        usual: dict[str, Any] = {
            "id": id, "kind": kind, "unit": unit, "says": id, "caveat": None, "stage": None,
            "aspect": None, "persona": None, "verdict": Verdict.SUPPORTED, "estimate": 0.704,
            "ci_low": 0.644, "ci_high": 0.758, "p_value": 0.0001, "p_adjusted": 0.0004, "n": 250,
            "low": 0.5, "high": None, "smallest_effect": 0.05,
        }  # fmt: skip
        return HypothesisVerdict.model_validate(usual | keys)

    return make


@pytest.fixture
def unheard_of() -> HypothesisVerdict:
    """Return a verdict that nobody's answers stand behind."""
    nothing = Shortage(group="all", what="answers", found=0, must=1)
    return HypothesisVerdict(
        id="dear", kind="level", unit="scale", says="x", caveat=None, stage=None, aspect=None,
        persona=None, verdict=Verdict.TOO_FEW, low=None, high=2.5, smallest_effect=0.3,
        shortages=(nothing,),
    )  # fmt: skip


@pytest.fixture
def topline_of() -> Callable[..., Topline]:
    """Return the topline of an item from its counts, unweighted."""

    def make(item: str, counts: dict[str, int], **missing: int) -> Topline:
        base = sum(counts.values())
        lines = tuple(
            Line(code=code, n=n, share=n / base, weighted=n / base) for code, n in counts.items()
        )
        return Topline(item=item, base=base, weighted_base=base, lines=lines, missing=missing)

    return make


@pytest.fixture
def material_of(study: Study, questionnaire: Questionnaire) -> Callable[..., Material]:
    """Return the material of a report about some verdicts."""

    def make(*verdicts: HypothesisVerdict, hearing: object = None, **keys: Any) -> Material:  # noqa: ANN401 (fields of Material)
        heard = {
            "sample": "opt_in", "reaches": ("customers",), "unheard": ("prospects", "leads"),
            "n_effective": 200.0, "deff": 1.25, "largest_weight": 2.5, "margins": (),
            "assumptions": ("model_based", "plan_after_data"),
        } | (hearing if isinstance(hearing, dict) else {})  # fmt: skip
        assessment = Assessment(
            study="shop", plan_hash="a" * 64, n=250, confidence=0.95, adjust="holm",
            hearing=Hearing.model_validate(heard), family=4, hypotheses=verdicts,
        )  # fmt: skip
        usual: dict[str, Any] = {"toplines": (), "floor": Floor(10)}
        return Material(study, questionnaire, assessment, **(usual | keys))

    return make


@pytest.fixture
def setting_of(material_of: Callable[..., Material]) -> Callable[..., Setting]:
    """Return the setting of a report about some verdicts, in a language."""

    def make(*verdicts: HypothesisVerdict, language: str = "en", **keys: Any) -> Setting:  # noqa: ANN401 (fields of Material)
        return Setting(material_of(*verdicts, **keys), wording("report", language))

    return make


@pytest.fixture
def english() -> Words:
    return wording("report", "en")


@pytest.fixture
def trend_setting_of(
    material_of: Callable[..., Material], verdict_of: Callable[..., HypothesisVerdict]
) -> Callable[..., TrendSetting]:
    """Return the setting of a trend about the first hypothesis, in a language."""

    def make(trend: Trend, language: str = "en", **keys: Any) -> TrendSetting:  # noqa: ANN401 (fields of Material)
        material = material_of(verdict_of(), **({"wave": trend.waves[-1].wave} | keys))
        return TrendSetting(Setting(material, changes_words(language)), trend)

    return make
