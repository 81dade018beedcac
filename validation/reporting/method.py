"""How verdicts were reached: the plan, its correction for many claims, and what differs from it."""

from collections.abc import Iterator

from validation.reporting.departures import build_departures
from validation.reporting.model import Fact, Method
from validation.reporting.setting import Setting


def build_method(setting: Setting) -> Method:
    """Return how verdicts were reached."""
    return Method(
        sentences=tuple(_sentences(setting)),
        facts=tuple(_facts(setting)),
        deviations=tuple(build_departures(setting)),
    )


def _sentences(setting: Setting) -> Iterator[str]:
    assessment, words = setting.material.assessment, setting.words
    family = setting.numerals.integer(assessment.family)
    error = setting.numerals.level(1 - assessment.confidence)
    yield words(f"adjust_{assessment.adjust}", family=family, error=error)
    yield words("intervals_unadjusted", level=setting.numerals.level(assessment.confidence))
    if any(line.shown.effect_size is not None for line in setting.lines):
        yield words("effects_explained")
    if "plan_after_data" in assessment.hearing.assumptions:
        yield words("assumed_plan_after_data")
    if setting.material.deviations is not None:
        yield words("deviations" if setting.material.deviations else "deviations_none")


def _facts(setting: Setting) -> Iterator[Fact]:
    assessment, words = setting.material.assessment, setting.words
    minimum = setting.material.study.decision.minimum_answers
    yield Fact(words("confidence"), setting.numerals.level(assessment.confidence))
    yield Fact(words("family"), setting.numerals.integer(assessment.family))
    yield Fact(words("minimum_answers"), setting.numerals.integer(minimum))
    yield Fact(words("minimum_cell"), setting.numerals.integer(setting.material.floor.minimum))
    yield Fact(words("plan_hash"), assessment.plan_hash)
    yield Fact(words("questionnaire_hash"), setting.material.questionnaire.fingerprint)
