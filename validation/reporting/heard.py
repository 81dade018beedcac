"""Who was heard, who could not be, what weighting did, and what has to be assumed."""

from collections import Counter
from collections.abc import Iterator

from validation.reporting.disclosure import ShownMargin, guard_margins
from validation.reporting.fielded import fielded_facts, fielded_tables
from validation.reporting.formatting import NONE
from validation.reporting.model import Fact, Heard, Table
from validation.reporting.remarks import build_remarks, reason_key
from validation.reporting.screened import screened_sentences, screened_tables
from validation.reporting.setting import Setting
from validation.weighting import UNKNOWN


def build_heard(setting: Setting) -> Heard:
    """Return who was heard."""
    tables = (
        *fielded_tables(setting),
        *_margins(setting),
        *_exclusions(setting),
        *screened_tables(setting),
    )
    remarks = tuple(build_remarks(setting))
    return Heard(tuple(_sentences(setting)), tuple(_facts(setting)), tables, remarks)


def cautions(setting: Setting) -> Iterator[str]:
    """Yield what has to be known before any number is read."""
    hearing = setting.material.assessment.hearing
    yield setting.words(f"sample_{hearing.sample}")
    if hearing.unheard:
        yield _unheard(setting)


def _sentences(setting: Setting) -> Iterator[str]:
    hearing = setting.material.assessment.hearing
    yield from cautions(setting)
    for assumption in hearing.assumptions:
        if assumption != "plan_after_data":
            yield setting.words(f"assumed_{assumption}")
    yield from screened_sentences(setting)


def _unheard(setting: Setting) -> str:
    unheard = setting.material.assessment.hearing.unheard
    return setting.words(
        "unheard", groups=", ".join(setting.words(f"reached_{one}") for one in unheard)
    )


def _facts(setting: Setting) -> Iterator[Fact]:
    words, numerals = setting.words, setting.numerals
    assessment, counts = setting.material.assessment, setting.material.counts
    hearing = assessment.hearing
    if setting.material.study.audience.who is not None:
        yield Fact(words("audience"), setting.labels.say(setting.material.study.audience.who))
    rate = hearing.response_rate
    yield Fact(
        words("response_rate"), words("not_known") if rate is None else numerals.percent(rate, 1)
    )
    yield from fielded_facts(setting)
    if counts is not None:
        yield Fact(words("rows_in_wave"), numerals.integer(counts.in_wave))
    yield Fact(words("respondents"), numerals.integer(assessment.n))
    yield Fact(words("n_effective"), numerals.integer(hearing.n_effective))
    yield Fact(words("deff"), numerals.decimal(hearing.deff, 2))
    yield Fact(
        words("largest_weight"),
        words("times_mean", value=numerals.decimal(hearing.largest_weight, 1)),
    )


def _margins(setting: Setting) -> Iterator[Table]:
    lines = setting.material.assessment.hearing.margins
    if not lines:
        return
    names = ("margin", "level", "known_share", "before_weighting", "after_weighting", "n")
    shown = guard_margins(lines, setting.material.floor)
    rows = (_margin(line, setting) for line in shown)
    columns = tuple(setting.words(name) for name in names)
    yield Table(setting.words("margins_caption"), columns, tuple(rows), words=2)


def _margin(line: ShownMargin, setting: Setting) -> tuple[str, ...]:
    shares = (setting.numerals.figure(share, "share") for share in (line.target, line.after))
    target, after = shares
    before = NONE if line.before is None else setting.numerals.figure(line.before, "share")
    unknown = line.level == UNKNOWN
    level = setting.words("no_answer") if unknown else setting.labels.answer(line.item, line.level)
    return (setting.labels.item(line.item), level, target, before, after, setting.count(line.n))


def _exclusions(setting: Setting) -> Iterator[Table]:
    reasons = setting.material.left_out()
    counts = Counter(map(reason_key, reasons))
    if not counts:
        return
    columns = (setting.words("reason"), setting.words("responses"))
    rows = tuple(
        (setting.words(reason), setting.numerals.integer(n)) for reason, n in counts.items()
    )
    yield Table(setting.words("exclusions_caption"), columns, rows)
