"""From an outcome and its corrected p-value to a verdict."""

from collections.abc import Iterable, Iterator

from validation.claims import Compared, Outcome
from validation.study import Decision
from validation.verdicts.model import Shortage, Verdict

LEAST_DF = 8
WIDEST = 0.30
NARROW = 0.05
WIDEST_RELATIVE = 1.30


def shortages(groups: Iterable[Compared], decision: Decision) -> Iterator[Shortage]:
    """Yield what each compared group lacks for a verdict: answers, effective answers, df.

    The limits are those of the National Center for Health Statistics (Parker et al. 2017).
    """
    for group in groups:
        found = {"n": group.n, "n_effective": group.n_effective, "df": group.df}
        least = {"n": decision.minimum_answers, "n_effective": decision.minimum_answers}
        for what, must in (least | {"df": LEAST_DF}).items():
            if found[what] < must:
                yield Shortage(group=group.name, what=what, found=found[what], must=must)


def decide(outcome: Outcome, p_adjusted: float, decision: Decision) -> Verdict:
    """Return the verdict of a claim with enough answers, by its corrected p-value."""
    if p_adjusted >= decision.alpha:
        return Verdict.INCONCLUSIVE
    supported = outcome.p_support < outcome.p_refute
    return Verdict.SUPPORTED if supported else Verdict.REFUTED


def p_value(outcome: Outcome) -> float:
    """Return the p-value of the claim, on the side that the estimate lies on."""
    return min(outcome.p_support, outcome.p_refute)


def is_wide(outcome: Outcome | None) -> bool:
    """Say whether the interval of a share fails the NCHS width rule (Parker et al. 2017)."""
    if outcome is None:
        return False
    estimate = outcome.estimate
    width = estimate.ci_high - estimate.ci_low
    relative = width > WIDEST_RELATIVE * estimate.estimate
    return width > WIDEST or (width > NARROW and relative)
