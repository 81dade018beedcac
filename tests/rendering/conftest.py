"""A study, its questionnaire and a wave of it to be shown."""

import pytest

from validation.files import read_library
from validation.questionnaire import Questionnaire, build_questionnaire
from validation.reporting import Material
from validation.study import Study
from validation.verdicts import Assessment, Hearing, HypothesisVerdict, Verdict

SCALE = {
    "from": 1,
    "to": 10,
    "low": {"en": "poor", "fi": "huono"},
    "high": {"en": "good", "fi": "hyvä"},
}


@pytest.fixture
def study() -> Study:
    """Return a study that has every kind of question."""
    rating = {"type": "rating", "scale": SCALE, "stage": "use"}
    options = {"a": {"en": "Search", "fi": "Haku"}, "b": {"en": "Friend", "fi": "Ystävä"}}
    return Study.model_validate(
        {
            "study": "operator",
            "title": {"en": "The operator <b>", "fi": "Operaattori"},
            "languages": ["en", "fi"],
            "stages": [
                {"id": "start", "title": {"en": "Starting", "fi": "Alku"}},
                {"id": "use", "title": {"en": "Using", "fi": "Käyttö"}},
            ],
            "items": [
                {"id": "network", "text": {"en": "Rate network", "fi": "Arvioi verkko"}, **rating},
                {"id": "service", "text": {"en": "Rate service", "fi": "Arvioi palvelu"}, **rating},
                {"id": "channel", "type": "multi", "text": "Where?", "options": options,
                 "shuffle": True, "required": True, "when": {"group": ["young"]}},
                {"id": "order", "type": "ranking", "text": "Rank", "options": options},
                {"id": "age", "type": "number", "text": "Age?", "min": 15, "max": 110,
                 "unit": "years", "offers": ["refused"], "background": True},
                {"id": "group", "type": "bands", "of": "age",
                 "bands": {"young": [15, 34], "old": [35, None]}},
            ],
            "hypotheses": [
                {"id": "bills", "stage": "start", "aspect": "pain",
                 "says": {"en": "Bills are <hard>", "fi": "Laskut ovat <vaikeita>"},
                 "about": {"en": "bills", "fi": "laskut"},
                 "claim": {"kind": "share", "at_least": 0.5}},
                {"id": "sink", "says": "The network is better",
                 "claim": {"kind": "comparison", "higher": "network", "lower": "service"}},
            ],
        }
    )  # fmt: skip


@pytest.fixture
def questionnaire(study: Study) -> Questionnaire:
    """Return the questionnaire of the study."""
    return build_questionnaire(study, read_library())


@pytest.fixture
def material(study: Study, questionnaire: Questionnaire) -> Material:
    """Return what is known of a newest wave in which one hypothesis holds."""
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
