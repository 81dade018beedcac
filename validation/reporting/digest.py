"""What an e-mail tells of a wave: the result first, then what it rests on."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from validation.reporting.digest_rows import (
    LONGEST_STATEMENT,
    ORDER,
    SIGNS,
    Row,
    build_rows,
    cut,
    ordered,
)
from validation.reporting.forest import SETTLED, build_forests
from validation.reporting.formatting import Words
from validation.reporting.heard import cautions
from validation.reporting.material import Material
from validation.reporting.model import Chart, Forest
from validation.reporting.panels import MOST
from validation.reporting.setting import Line, Setting
from validation.verdicts import Verdict

MOST_ROWS = 20
LONGEST_PREHEADER = 90
LONGEST_TITLE, LONGEST_WAVE = 70, 30
LONGEST_LABEL = 94  # two lines of a chart
WEB = re.compile(r"https?://\S+")
PLACE = re.compile(r"%[a-z]+%")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many hypotheses have one verdict."""

    verdict: Verdict
    sign: str
    word: str
    count: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, and what it is called; `href` is empty where it is no web page."""

    says: str
    at: str
    href: str


@dataclass(frozen=True, slots=True)
class Digest:
    """All that an e-mail about a wave says, in one language."""

    language: str
    subject: str
    preheader: str
    title: str
    about: str
    headline: str
    tallies: tuple[Tally, ...]
    rows: tuple[Row, ...]
    more: str
    chart: Chart | None
    chart_says: str
    quality: tuple[str, ...]
    cautions: tuple[str, ...]
    report: Place | None
    why: tuple[str, ...]
    stop: Place | None


def build_digest(
    material: Material, words: Words, *, report: str | None = None, stop: str | None = None
) -> Digest:
    """Return what an e-mail tells of a wave.

    Args:
        material: the documents of the wave.
        words: the words of the report and of the digest, in the language of the reader.
        report: where the whole report is, a web address or the path of a file.
        stop: the web address at which the reader may end these mails.
    """
    setting = Setting(material, words)
    lines = ordered(setting.lines)
    headline = _headline(lines, setting)
    chart = _chart(lines, setting)
    return Digest(
        language=words.language,
        subject=_subject(headline, setting),
        preheader=_preheader(lines, setting),
        title=_title(setting, LONGEST_STATEMENT),
        about=" · ".join(_about(setting)),
        headline=headline,
        tallies=_tallies(lines, setting),
        rows=build_rows(lines[:MOST_ROWS], setting),
        more=_more(lines[MOST_ROWS:], setting),
        chart=chart,
        chart_says=_chart_says(chart, setting),
        quality=tuple(_quality(setting)),
        cautions=tuple(_cautions(setting)),
        report=place_of(report, words),
        why=tuple(_why(setting)),
        stop=stop_of(stop, words),
    )


def place_of(at: str | None, words: Words) -> Place | None:
    """Return where the whole report is, as a reader is told."""
    if at is None:
        return None
    is_page = WEB.fullmatch(at) is not None
    return Place(words("report_page" if is_page else "report_file"), at, at if is_page else "")


def stop_of(at: str | None, words: Words) -> Place | None:
    """Return where these mails are ended: a web address, or the place for that of each reader."""
    known = at is not None and (WEB.fullmatch(at) or PLACE.fullmatch(at))
    return Place(words("stop"), at, at) if at and known else None


def _headline(lines: Sequence[Line], setting: Setting) -> str:
    counts = _counts(lines)
    if len(lines) < 2:  # noqa: PLR2004 (one or none)
        only = [str(line.verdict.verdict).replace(" ", "_") for line in lines]
        return setting.words(f"headline_only_{only[0]}" if only else "headline_empty")
    held, fallen = counts[Verdict.SUPPORTED], counts[Verdict.REFUTED]
    return setting.words(
        f"headline_{_form(held)}_{_form(fallen)}",
        held=setting.numerals.integer(held),
        fallen=setting.numerals.integer(fallen),
        total=setting.numerals.integer(len(lines)),
    )


def _form(count: int) -> str:
    """Return which form a sentence takes: English, Finnish and Swedish tell one from more."""
    return {0: "none", 1: "one"}.get(count, "other")


def _counts(lines: Sequence[Line]) -> Counter[Verdict]:
    return Counter(line.verdict.verdict for line in lines)


def _subject(headline: str, setting: Setting) -> str:
    title, wave = _title(setting, LONGEST_TITLE), setting.material.wave
    named = {"headline": headline, "title": title}
    if wave is None:
        written = setting.words("subject", **named)
    else:
        written = setting.words("subject_wave", **named, wave=cut(wave, LONGEST_WAVE))
    return " ".join(written.split())  # mail programs want plain spaces here


def _title(setting: Setting, longest: int) -> str:
    study = setting.material.study
    return cut(setting.labels.say(study.title) or study.study, longest)


def _preheader(lines: Sequence[Line], setting: Setting) -> str:
    n = setting.numerals.integer(setting.material.assessment.n)
    if not lines:
        return setting.words("preheader_empty", n=n)
    key = f"preheader_{lines[0].verdict.verdict}".replace(" ", "_")
    room = LONGEST_PREHEADER - len(setting.words(key, says="", n=n))
    says = cut(setting.labels.say(lines[0].hypothesis.says), room)
    return setting.words(key, says=says, n=n)


def _about(setting: Setting) -> Iterator[str]:
    material = setting.material
    if material.wave is not None:
        yield setting.words("wave_named", wave=cut(material.wave, LONGEST_STATEMENT))
    if material.day is not None:
        yield setting.numerals.date(material.day)


def _tallies(lines: Sequence[Line], setting: Setting) -> tuple[Tally, ...]:
    counts = _counts(lines)
    return tuple(
        Tally(one, SIGNS[one], setting.verdict(one), setting.numerals.integer(counts[one]))
        for one in Verdict
    )


def _more(rest: Sequence[Line], setting: Setting) -> str:
    if not rest:
        return ""
    counts = _counts(rest)
    told = {str(one).replace(" ", "_"): setting.numerals.integer(counts[one]) for one in ORDER}
    count = setting.numerals.integer(len(rest))
    return setting.words(f"more_{_form(len(rest))}", count=count, **told)


def _chart(lines: Sequence[Line], setting: Setting) -> Chart | None:
    """Return the forest of the kind of number that most claims are about."""
    drawn = [one for one in lines if one.verdict.verdict in SETTLED and one.shown.n is not None]
    kinds = Counter(line.reading.kind for line in drawn)
    chosen = Setting(setting.material, setting.words)
    chosen.lines = tuple(one for one in drawn if one.reading.kind in dict(kinds.most_common(1)))
    chosen.lines = chosen.lines[:MOST]
    return next((_shortened(chart) for chart in build_forests(chosen)), None)


def _shortened(chart: Chart) -> Chart:
    """Return a chart whose words leave it small enough for a mail."""
    if not isinstance(chart.picture, Forest):
        return chart
    marks = (replace(one, label=cut(one.label, LONGEST_LABEL)) for one in chart.picture.marks)
    return replace(chart, picture=replace(chart.picture, marks=tuple(marks)))


def _chart_says(chart: Chart | None, setting: Setting) -> str:
    if chart is None:
        return ""
    return setting.words("chart_says", title=chart.title, conclusion=chart.conclusion)


def _quality(setting: Setting) -> Iterator[str]:
    words, numerals = setting.words, setting.numerals
    assessment, hearing = setting.material.assessment, setting.material.assessment.hearing
    yield words("respondents_are", n=numerals.integer(assessment.n))
    yield _response_rate(setting)
    if "no_correction_for_non_response" in hearing.assumptions:
        yield words("assumed_no_correction_for_non_response")
    else:
        n, deff = numerals.integer(hearing.n_effective), numerals.decimal(hearing.deff, 2)
        yield words("weighted", n=n, deff=deff)
    hidden = sum(line.shown.n is None for line in setting.lines)
    minimum = numerals.integer(setting.material.floor.minimum)
    yield words(f"hidden_{_form(hidden)}", count=numerals.integer(hidden), minimum=minimum)


def _response_rate(setting: Setting) -> str:
    hearing = setting.material.assessment.hearing
    if hearing.response_rate is not None:
        rate = setting.numerals.percent(hearing.response_rate, 1)
        return setting.words("response_rate_is", rate=rate)
    if "response_rate_unknown" in hearing.assumptions:
        return setting.words("assumed_response_rate_unknown")
    return setting.words("response_rate_is", rate=setting.words("not_known"))


def _cautions(setting: Setting) -> Iterator[str]:
    assessment, deviations = setting.material.assessment, setting.material.deviations or ()
    yield from cautions(setting)
    if "plan_after_data" in assessment.hearing.assumptions:
        yield setting.words("assumed_plan_after_data")
    if deviations:
        count = setting.numerals.integer(len(deviations))
        yield setting.words(f"departures_{_form(len(deviations))}", count=count)
    error = setting.numerals.level(1 - assessment.confidence)
    family = setting.numerals.integer(assessment.family)
    yield setting.words(f"adjust_{assessment.adjust}", family=family, error=error)
    level = setting.numerals.level(assessment.confidence)
    yield setting.words("intervals_unadjusted", level=level)


def _why(setting: Setting) -> Iterator[str]:
    yield setting.words("why", title=_title(setting, LONGEST_STATEMENT))
    plan = setting.material.study.digest
    if plan is not None:
        yield setting.words(f"how_often_{plan.send}")
