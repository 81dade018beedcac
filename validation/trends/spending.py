"""The error budget: what each wave of a period may spend of it."""

from collections.abc import Sequence

from validation.trends.model import Budget, Share

HORIZON = 12  # waves of a period


def next_share(
    shares: Sequence[Share], wave: str, tests: int, *, alpha: float, horizon: int = HORIZON
) -> Share:
    """Return what a wave may spend, after those before it.

    What is left of the period's error is divided equally among the waves that are left of it. A
    wave without a test spends nothing, so that the others have more.

    >>> first = next_share((), "spring", 0, alpha=0.05)
    >>> second = next_share((first,), "summer", 20, alpha=0.05)
    >>> first.alpha, round(second.alpha * 11, 6)
    (0.0, 0.05)
    """
    period, place = divmod(len(shares), horizon)
    spent = sum(one.alpha for one in shares if one.period == period + 1)
    left = (alpha - spent) / (horizon - place)
    return Share(wave=wave, period=period + 1, alpha=left if tests else 0.0, tests=tests)


def build_budget(shares: Sequence[Share], *, alpha: float, horizon: int = HORIZON) -> Budget:
    """Return the budget after the newest wave, and what the next one will have."""
    newest, coming = shares[-1], next_share(shares, "", 1, alpha=alpha, horizon=horizon)
    return Budget(
        alpha=alpha,
        horizon=horizon,
        period=newest.period,
        spent=sum(one.alpha for one in shares if one.period == newest.period),
        this_wave=newest.alpha,
        next_wave=coming.alpha,
        shares=tuple(shares),
    )
