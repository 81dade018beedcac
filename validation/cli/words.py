"""Numbers and claims in the words of the command's tables."""

from math import isfinite

from validation.claims import Region
from validation.responses import FlagKind
from validation.verdicts import Assumption, Effect, HypothesisVerdict, Shortage, Verdict

SIGNS = {
    Verdict.SUPPORTED: "[green]✔ supported[/]",
    Verdict.REFUTED: "[red]✘ refuted[/]",
    Verdict.INCONCLUSIVE: "[yellow]? inconclusive[/]",
    Verdict.TOO_FEW: "[dim]– too few answers[/]",
}
LACKING = {
    "n": "answers",
    "n_effective": "effective answers",
    "df": "degrees of freedom",
    "answers": "answers",
}
SAMPLES = {
    "probability": "a probability sample.",
    "opt_in": "opt-in; intervals are model-based and do not speak for the whole audience.",
    "census": "everybody was asked.",
    "list_sample": "drawn at random from a list; who did not answer may differ from who did.",
    "list_census": "everybody on a list was asked; who did not answer may differ from who did.",
}
REACHED = {
    "prospects": "prospects",
    "leads": "leads",
    "customers": "customers",
    "former_customers": "former customers",
}
ASSUMPTIONS: dict[Assumption, str] = {
    "model_based": "Assumed: whoever answered differs from the audience only in the margins.",
    "simple_random_sampling": "Assumed: simple random sampling (no weights, strata or clusters).",
    "no_correction_for_non_response": "Not weighted: answers stand as they came.",
    "response_rate_unknown": "The response rate is not known: the answers came from a file.",
    "plan_after_data": "The plan was made after the data existed.",
    "leavers_unknown": (
        "audience.reaches does not say whether people who did not buy could be heard: where most "
        "are lost is true of those who could."
    ),
}
FLAGS: dict[FlagKind, str] = {
    "speeder": "too fast",
    "straight_line": "the same answer throughout",
    "pattern": "answers in a pattern",
    "duplicate": "copies",
    "attention": "attention check missed",
    "honeypot": "hidden field filled in",
}
SMALLEST_P = 0.001


def figure(value: float | None, unit: str) -> str:
    """Return a number as people read it in its unit.

    >>> figure(0.704, "share"), figure(31.2, "points"), figure(-7.584, "scale")
    ('70.4 %', '31', '−7.58')
    """
    if value is None or not isfinite(value):
        return "–"
    shapes = {"share": f"{100 * value:.1f} %", "points": f"{value:.0f}"}
    return shapes.get(unit, f"{value:.2f}").replace("-", "−")


def distance(value: float | None, unit: str) -> str:
    """Return how far apart two numbers are; shares and scores lie points apart.

    >>> distance(0.05, "share"), distance(-12.0, "points"), distance(0.57, "scale")
    ('5.0 points', '−12 points', '0.57')
    """
    far = figure(value, unit).removesuffix(" %")
    return f"{far} points" if unit in {"share", "points"} and far != "–" else far


def probability(p: float | None) -> str:
    """Return a p-value as people read it.

    >>> probability(0.0314), probability(0.00002), probability(None)
    ('0.031', '<0.001', '–')
    """
    if p is None:
        return "–"
    return f"<{SMALLEST_P}" if p < SMALLEST_P else f"{p:.3f}"


def region(low: float | None, high: float | None, unit: str) -> str:
    """Return where a claim is true.

    >>> region(0.5, None, "share"), region(None, 6.5, "scale"), region(6, 8, "scale")
    ('≥ 50.0 %', '≤ 6.50', '6.00 to 8.00')
    """
    if low is not None and high is not None:
        return f"{figure(low, unit)} to {figure(high, unit)}"
    if high is None:
        return f"> {figure(0, unit)}" if low == 0 else f"≥ {figure(low, unit)}"
    return f"< {figure(0, unit)}" if high == 0 else f"≤ {figure(high, unit)}"


def interval(verdict: HypothesisVerdict) -> str:
    """Return the unadjusted interval of an estimate."""
    ends = (figure(end, verdict.unit) for end in (verdict.ci_low, verdict.ci_high))
    return "–" if verdict.ci_low is None else " to ".join(ends)


def effect_size(effect: Effect | None) -> str:
    """Return an effect size with its symbol.

    >>> effect_size(Effect(name="cohen_d", value=-0.4172)), effect_size(None)
    ('d −0.42', '–')
    """
    if effect is None:
        return "–"
    return f"{effect.symbol} {figure(effect.value, 'scale')}"


def lacking(shortage: Shortage) -> str:
    """Return what a group lacks for a verdict."""
    if shortage.what == "waves":
        return f"it takes {shortage.must:.0f} waves that can be compared"
    group = "" if shortage.group in {"all", "both"} else f"{shortage.group}: "
    if shortage.what == "answers" and not shortage.found:
        return f"{group}nobody has answered"
    return f"{group}{shortage.found:.0f} {LACKING[shortage.what]}, {shortage.must:.0f} needed"


def refuted_by(where: Region, unit: str) -> str:
    """Return what answers would refute a claim.

    >>> refuted_by(Region(low=0.5), "share")
    'an interval wholly below 50.0 %'
    """
    sides = {"low": "below", "high": "above"}
    wrong = [f"{sides[side]} {figure(bound, unit)}" for side, bound in where.bounds()]
    return f"an interval wholly {' or wholly '.join(wrong)}"
