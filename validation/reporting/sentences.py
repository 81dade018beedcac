"""A verdict as one sentence that needs no statistics to be read, and what to know beside it."""

from collections.abc import Iterator
from itertools import product

from validation.reporting.formatting import IN_SHARES, WHOLE, Kind
from validation.reporting.setting import Line, Setting
from validation.verdicts import Shortage, Verdict


def verdict_sentence(line: Line, setting: Setting) -> str:
    """Return what the answers say of a hypothesis."""
    if line.verdict.verdict is Verdict.TOO_FEW:
        lacks = line.verdict.shortages
        first = lacks[0] if lacks else Shortage(group="all", what="answers", found=0, must=1)
        return _lacking(line, first, setting)
    digits, kind = _digits(line, setting), line.reading.kind
    return setting.words(
        f"{line.verdict.verdict}_{line.reading.told}",
        estimate=setting.numerals.figure(line.shown.estimate, kind, digits),
        interval=setting.numerals.interval(line.ends, kind, digits),
        claimed=setting.claimed(line),
    )


def verdict_notes(line: Line, setting: Setting) -> Iterator[str]:
    """Yield what to know beside a verdict: caveats, and why it is open."""
    verdict = line.verdict
    if verdict.caveat is not None:
        yield setting.labels.say(verdict.caveat)
    confidence = setting.material.assessment.confidence
    if verdict.interval is not None and verdict.interval < confidence:
        yield setting.words(
            "note_interval", level=setting.numerals.level(round(verdict.interval, 6))
        )
    for shortage in verdict.shortages[1:]:
        yield _lacking(line, shortage, setting)
    if line.hypothesis.claim.over_waves and verdict.p_value is not None:
        yield setting.words("note_over_waves")
    elif verdict.verdict is Verdict.INCONCLUSIVE:
        yield from _why_open(line, setting)
    if verdict.wide and line.shown.n is not None:
        yield setting.words("note_wide")


def _why_open(line: Line, setting: Setting) -> Iterator[str]:
    if _is_one_sided(line):
        family = setting.numerals.integer(setting.material.assessment.family)
        yield setting.words("note_family", family=family)
    needed = line.verdict.answers_needed
    if needed is None:
        return
    effect = setting.numerals.figure(line.verdict.smallest_effect, _distance(line))
    if needed <= line.verdict.n:
        yield setting.words("note_near", effect=effect)
    else:
        answers = setting.numerals.integer(needed)
        yield setting.words("note_needed", answers=answers, effect=effect)


def _distance(line: Line) -> Kind:
    """Return the kind of a distance between two numbers of the claim."""
    return "share_gap" if line.reading.kind == "share" else line.reading.kind


def _is_one_sided(line: Line) -> bool:
    """Say whether the interval alone would have settled an open claim."""
    low, high = line.ends
    if low is None or high is None:
        return False
    return not any(bound is not None and low <= bound <= high for bound in line.bounds)


def _lacking(line: Line, shortage: Shortage, setting: Setting) -> str:
    group = setting.labels.group(line.hypothesis, shortage.group)
    key = f"too_few_{shortage.what}" + ("_group" if group else "")
    return setting.words(
        key,
        group=group,
        found=_found(shortage.found, setting),
        must=setting.numerals.integer(shortage.must),
    )


def _found(found: float, setting: Setting) -> str:
    floor = setting.material.floor
    if 0 < found < floor.minimum:
        return setting.words("fewer_than", n=setting.numerals.integer(floor.minimum))
    return setting.numerals.integer(found)


def _digits(line: Line, setting: Setting) -> int | None:
    """Return the fewest decimals by which no number looks like a bound that it is not."""
    # Waves lie close together: whole numbers would hide that anything moved.
    if line.reading.kind not in IN_SHARES or line.hypothesis.claim.over_waves:
        return setting.digits(line)
    numbers = [one for one in (line.shown.estimate, *line.ends) if one is not None]
    bounds = [one for one in line.bounds if one is not None]
    alike = (round(WHOLE * one) == round(WHOLE * bound) for one, bound in product(numbers, bounds))
    return 1 if any(alike) else 0
