"""The answers that a study needs as tables for people, and what to do about them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from validation.cli.output import console, say
from validation.cli.words import distance
from validation.verdicts import Assumed, Plan, Size, bottleneck

if TYPE_CHECKING:  # nobody waits for the simulation who does not ask for it
    from validation.steps import Simulated

WIDE = 110
SUPPOSED = {
    "right": "If the workshop is right, each time by the smallest effect that matters",
    "boundary": "If everything lies exactly on its bound",
    "wrong": "If the workshop is wrong, each time by the smallest effect that matters",
}

COUNTED = {"right": "supported", "wrong": "refuted"}


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the tables tell: the plan, what it needs, and what was simulated."""

    plan: Plan
    needed: Sequence[Size]
    assumed: Assumed
    answers: int
    simulated: "Simulated | None" = None
    truth: str | None = None

    @property
    def largest(self) -> Size | None:
        """The claim that needs the largest wave."""
        return bottleneck(self.needed)


def print_sizes(shown: Shown, out: Console | None = None) -> None:
    """Print what each claim needs, what decides the size of the study, and what is assumed."""
    out = out or console()
    out.print(_needs(shown, wide=out.width >= WIDE))
    for line in _advice(shown):
        say(out, line)
    if shown.simulated is not None:
        truth = SUPPOSED[str(shown.truth)]
        say(out, f"\n[bold]{truth}: verdicts of a wave of {shown.answers} answers[/]")
        out.print(_expected(shown, shown.simulated))
        for line in _reading(shown, shown.simulated):
            say(out, line)
    say(out, f"[dim]{_assumptions(shown)}[/]")


def _needs(shown: Shown, *, wide: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Hypothesis", overflow="fold")
    if wide:
        table.add_column("Kind")
    numbers = list(_columns(shown, wide=wide))
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    largest = shown.largest
    for size in shown.needed:
        cells = _cells(size)
        kind = [size.kind] if wide else []
        style = "bold" if size is largest else ""
        table.add_row(escape(size.id), *kind, *(cells[name] for name in numbers), style=style)
    return table


def _columns(shown: Shown, *, wide: bool) -> Iterator[str]:
    """Yield the columns of numbers that say something; a narrow table has room for five."""
    yield from ("Effect", "Answers")
    if any(size.persona and size.total for size in shown.needed):
        yield "In all"
    within = shown.assumed.answers is not None
    if shown.assumed.response_rate and (wide or not within):
        yield "Invitations"
    if within:
        yield from ("Power", "Detects")


def _cells(size: Size) -> dict[str, str]:
    return {
        "Effect": distance(size.effect, size.unit),
        "Answers": f"{size.answers}{'*' if size.persona else ''}",
        "In all": "?" if size.total is None else str(size.total),
        "Invitations": "?" if size.invitations is None else str(size.invitations),
        "Power": "?" if size.power is None else f"{100 * size.power:.0f} %",
        "Detects": "?" if size.detectable is None else distance(size.detectable, size.unit),
    }


def _advice(shown: Shown) -> Iterator[str]:
    largest = shown.largest
    if largest is not None and largest.total is not None:
        known = all(size.total is not None for size in shown.needed)
        needs = f"{'' if known else 'at least '}{largest.total} answers"
        yield (
            f"[bold]The study needs {needs}{_invited(largest, shown)}[/]: what "
            f"its most demanding claim, {escape(largest.id)}, needs."
        )
        yield from _cheaper(shown, largest)
    yield (
        "`Effect` is the smallest distance from its bound that matters: what the claim says, or "
        "the usual one. Where only a larger one matters to you, fewer answers do."
    )
    for size in shown.needed:
        if size.persona:
            yield f"* {escape(size.id)} {_of_persona(size)}"
    if shown.assumed.answers is not None:
        yield _within_reach(shown, shown.assumed.answers)


def _invited(largest: Size, shown: Shown) -> str:
    rate = shown.assumed.response_rate
    if rate is None:
        return ""
    return f", {largest.invitations} invitations at a response rate of {100 * rate:g} %"


def _cheaper(shown: Shown, largest: Size) -> Iterator[str]:
    """Yield what the study would need without its most demanding claim, where that is less."""
    rest = [size.total or 0 for size in shown.needed if size is not largest]
    if rest and largest.total and max(rest) < largest.total:
        yield (
            f"Without that claim {max(rest)} would do; with twice the `effect`, it would need "
            "about a quarter."
        )


def _of_persona(size: Size) -> str:
    if size.share is None:
        return (
            f"needs {size.answers} answers of its persona alone; how many that makes in all is "
            "not known without a share of the persona under `audience.margins`."
        )
    return f"needs {size.answers} answers of its persona, which is {100 * size.share:.3g} % of all."


def _within_reach(shown: Shown, answers: int) -> str:
    wanted = shown.assumed.power
    reached = sum((size.power or 0) >= wanted for size in shown.needed)
    rate = shown.assumed.response_rate
    invited = f" ({ceil(answers / rate)} invitations)" if rate else ""
    return (
        f"[bold]With {answers} answers{invited}, {reached} of {len(shown.needed)} claims reach "
        f"{100 * wanted:g} % power.[/] `Detects` is the smallest effect that they show so often; "
        "write it as the claim's `effect` only if it would still matter."
    )


def _expected(shown: Shown, simulated: "Simulated") -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Hypothesis", overflow="fold")
    for name in ("Supported", "Inconclusive", "Refuted", "Too few"):
        table.add_column(name, justify="right", no_wrap=True)
    of_persona = {size.id for size in shown.needed if size.persona}
    for one in simulated.expected:
        shares = (one.supported, one.inconclusive, one.refuted, one.too_few)
        mark = " *" * (one.id in of_persona) + " †" * (one.id in simulated.missed)
        table.add_row(f"{escape(one.id)}{mark}", *(_percent(share) for share in shares))
    return table


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share else "–"


def _reading(shown: Shown, simulated: "Simulated") -> Iterator[str]:
    count = COUNTED.get(str(shown.truth))
    if count is not None and simulated.expected:
        mean = sum(getattr(one, count) for one in simulated.expected)
        yield (
            f"Of {len(simulated.expected)} claims, {mean:.1f} would be {count} in a wave, on the "
            f"average of {simulated.expected[0].waves} simulated ones. Everybody is taken to have "
            "been at every stage and to answer everything; corrections for many claims are made "
            "step by step, so that more is found than the power above says."
        )
    if simulated.missed:
        named = ", ".join(escape(name) for name in simulated.missed)
        yield f"† could not be made so together with the others: {named}. They may contradict."


def _assumptions(shown: Shown) -> str:
    assumed, plan = shown.assumed, shown.plan
    return (
        f"Assumed: {100 * assumed.power:g} % power each, α {plan.decision.alpha:.2g} shared by "
        f"{len(plan.claims)} claims, a design effect of {assumed.deff:g}, all answers of a scale "
        "equally frequent (fewer are needed where people agree)."
    )
