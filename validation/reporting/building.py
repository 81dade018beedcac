"""From the documents of a wave to the report in one language."""

from collections.abc import Iterator

from validation.reporting.across import build_splits
from validation.reporting.answers import build_groups
from validation.reporting.expectations import build_expectations
from validation.reporting.forest import build_forests
from validation.reporting.formatting import Words
from validation.reporting.heard import build_heard, cautions
from validation.reporting.journey import build_journey
from validation.reporting.material import Material
from validation.reporting.method import build_method
from validation.reporting.model import Fact, Report
from validation.reporting.ratings import build_ratings
from validation.reporting.setting import Setting
from validation.reporting.topline import build_parts


def build_report(material: Material, words: Words) -> Report:
    """Return all that a wave says of a study.

    Args:
        material: the documents of the wave.
        words: the words of the report, in the language of the reader.
    """
    setting = Setting(material, words)
    return Report(
        language=words.language,
        title=_title(setting),
        about=setting.labels.say(material.study.audience.who),
        facts=tuple(_facts(setting)),
        cautions=tuple(cautions(setting)),
        groups=build_groups(setting),
        forests=build_forests(setting),
        curve=build_journey(setting),
        ratings=build_ratings(setting),
        expectations=build_expectations(setting),
        splits=build_splits(setting),
        heard=build_heard(setting),
        method=build_method(setting),
        parts=build_parts(setting),
        hides=words("hides", minimum=setting.numerals.integer(material.floor.minimum)),
    )


def _title(setting: Setting) -> str:
    study = setting.material.study
    return setting.labels.say(study.title) or study.study


def _facts(setting: Setting) -> Iterator[Fact]:
    words, material = setting.words, setting.material
    if material.wave is not None:
        yield Fact(words("wave"), material.wave)
    if material.day is not None:
        yield Fact(words("day"), setting.numerals.date(material.day))
    yield Fact(words("respondents"), setting.numerals.integer(material.assessment.n))
    yield Fact(words("hypotheses"), setting.numerals.integer(len(setting.lines)))
