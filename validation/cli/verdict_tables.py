"""The verdicts of a wave as tables for people."""

from collections import Counter
from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from validation.cli.output import say
from validation.cli.words import (
    ASSUMPTIONS,
    FLAGS,
    REACHED,
    SAMPLES,
    SIGNS,
    distance,
    effect_size,
    figure,
    interval,
    lacking,
    probability,
    region,
)
from validation.steps import Assessed
from validation.study import Study
from validation.verdicts import Assessment, HypothesisVerdict, Verdict

Tongues = tuple[str, ...]
WIDE = 110


def print_verdicts(out: Console, study: Study, assessed: Assessed, tongues: Tongues) -> None:
    """Print what holds, where across the audience, what was expected, and who was heard."""
    assessment = assessed.assessment
    title = study.title.within(*tongues) if study.title else study.study
    say(out, f"\n[bold]{escape(title)}[/] · {assessment.n} responses")
    say(out, _summary(assessment))
    wide = out.width >= WIDE
    out.print(_wide_table(assessment, tongues) if wide else _narrow_table(assessment, tongues))
    for line in _remarks(assessment, tongues):
        say(out, line)
    for table in (_segment_table(assessment), _gap_table(assessment)):
        if table.row_count:
            out.print(table)
    for line in _ground(assessed):
        say(out, f"[dim]{line}[/]")


def _summary(assessment: Assessment) -> str:
    counts = Counter(hypothesis.verdict for hypothesis in assessment.hypotheses)
    return " · ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])


def _wide_table(assessment: Assessment, tongues: Tongues) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, leading=0)
    table.add_column("Hypothesis", ratio=3, min_width=24)
    table.add_column("Verdict", no_wrap=True)
    interval_of = f"{_level(assessment)} interval"
    for name in ("Claimed", "Estimate", interval_of, "Effect", "p adjusted", "n"):
        table.add_column(name, justify="right", no_wrap=True)
    for hypothesis in assessment.hypotheses:
        table.add_row(
            f"{escape(hypothesis.says.within(*tongues))} [dim]({hypothesis.kind})[/]",
            SIGNS[hypothesis.verdict],
            *_numbers(hypothesis),
        )
    return table


def _narrow_table(assessment: Assessment, tongues: Tongues) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, leading=0)
    table.add_column("Verdict", no_wrap=True)
    table.add_column(
        f"Hypothesis; claimed, estimate, {_level(assessment)} interval, p adjusted, n, effect"
    )
    for hypothesis in assessment.hypotheses:
        claimed, estimate, ends, effect, p, n = _numbers(hypothesis)
        numbers = f"{claimed} · {estimate} ({ends}) · p {p} · n {n} · {effect}"
        table.add_row(
            SIGNS[hypothesis.verdict],
            f"{escape(hypothesis.says.within(*tongues))}\n[dim]{numbers}[/]",
        )
    return table


def _numbers(hypothesis: HypothesisVerdict) -> tuple[str, ...]:
    return (
        region(hypothesis.low, hypothesis.high, hypothesis.unit),
        figure(hypothesis.estimate, hypothesis.unit),
        interval(hypothesis),
        effect_size(hypothesis.effect_size),
        probability(hypothesis.p_adjusted),
        str(hypothesis.n),
    )


def _level(assessment: Assessment) -> str:
    return f"{100 * assessment.confidence:g} %"


def _remarks(assessment: Assessment, tongues: Tongues) -> Iterator[str]:
    for hypothesis in assessment.hypotheses:
        said = list(_remarks_on(hypothesis, tongues))
        if hypothesis.interval is not None and hypothesis.interval < assessment.confidence:
            said.append(f"The interval is the one at {100 * hypothesis.interval:.4g} %.")
        if said:
            yield f"  [bold]{escape(hypothesis.id)}[/]: {' '.join(said)}"


def _remarks_on(hypothesis: HypothesisVerdict, tongues: Tongues) -> Iterator[str]:
    if hypothesis.caveat:
        yield escape(hypothesis.caveat.within(*tongues))
    if hypothesis.shortages:
        yield f"Too few: {'; '.join(lacking(one) for one in hypothesis.shortages)}."
    if hypothesis.answers_needed:
        yield _needed(hypothesis)
    if hypothesis.wide:
        yield "The interval is too wide for a published figure (NCHS rule)."


def _needed(hypothesis: HypothesisVerdict) -> str:
    effect = distance(hypothesis.smallest_effect, hypothesis.unit)
    if hypothesis.answers_needed and hypothesis.answers_needed <= hypothesis.n:
        return f"There were answers enough to see a distance of {effect}: the bound is near."
    needed = f"about {hypothesis.answers_needed} answers to see a distance of {effect}"
    return f"A new wave would need {needed} from the bound (80 % power)."


def _segment_table(assessment: Assessment) -> Table:
    table = Table(title="Across the audience (exploratory)", title_justify="left", box=SIMPLE_HEAD)
    for name in ("Hypothesis", "Segment", "Holds where", "Levels differ, p"):
        table.add_column(name, overflow="fold")
    for hypothesis in assessment.hypotheses:
        for split in hypothesis.heterogeneity:
            words = (
                f"supported in {split.supported}, refuted in {split.refuted}, open in {split.open}"
            )
            if split.only_among:
                words += f": only among {', '.join(split.only_among)}"
            p = split.test.p_value if split.test else None
            table.add_row(escape(hypothesis.id), escape(split.variable), words, probability(p))
    return table


def _gap_table(assessment: Assessment) -> Table:
    table = Table(title="What was expected in the workshop", title_justify="left", box=SIMPLE_HEAD)
    for name in ("Hypothesis", "Role", "Expected", "Answered", "Gap", "Interval"):
        table.add_column(name, overflow="fold")
    for hypothesis in assessment.hypotheses:
        for gap in hypothesis.gaps:
            numbers = (gap.forecast, hypothesis.estimate)
            outside = "excludes it" if gap.outside else "includes it"
            shown = (figure(number, hypothesis.unit) for number in numbers)
            far = distance(gap.gap, hypothesis.unit)
            table.add_row(escape(hypothesis.id), escape(gap.role), *shown, far, outside)
    return table


def _careless(assessment: Assessment) -> Iterator[str]:
    """Yield how many responses are flagged, and the verdicts that they make."""
    screened = assessment.screened
    if screened is None or not screened.n:
        return
    kinds = ", ".join(f"{FLAGS[one.kind]} {one.n}" for one in screened.flags if one.n)
    count, other = ("do not count", "with") if screened.left_out else ("count", "without")
    yield f"Look careless: {screened.n} responses ({kinds}); they {count} in the verdicts."
    if not screened.compared:
        yield f"The answers cannot be weighted {other} them: no verdicts to compare."
    for one in screened.differing:
        yield f"{escape(one.id)} is {one.verdict}, {other} them {one.otherwise}."


def _ground(assessed: Assessed) -> Iterator[str]:
    """Yield who was heard, what was left out and what is assumed."""
    assessment, responses = assessed.assessment, assessed.responses
    hearing = assessment.hearing
    yield f"Sample: {SAMPLES[hearing.sample]}"
    if hearing.unheard:
        yield f"Could not be heard: {', '.join(REACHED[one] for one in hearing.unheard)}."
    if hearing.margins:
        yield (
            f"Weighted to {', '.join({line.item: '' for line in hearing.margins})}: "
            f"design effect of the weights {hearing.deff:.2f}, "
            f"effective n {hearing.n_effective:.0f}, "
            f"largest weight {hearing.largest_weight:.1f} times the mean."
        )
    for reason, count in Counter(one.reason for one in responses.exclusions).items():
        yield f"Left out: {count} × {reason}."
    yield from _careless(assessment)
    yield from responses.notes
    for assumption in hearing.assumptions:
        yield ASSUMPTIONS[assumption]
    family = f"{assessment.adjust} over {assessment.family} claims"
    yield f"Intervals are unadjusted; verdicts rest on the adjusted p-value ({family})."
    yield f"Plan {assessment.plan_hash[:12]}."
