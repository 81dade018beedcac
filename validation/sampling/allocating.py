"""How the invitations are shared out among the strata."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from validation.errors import Problem, SamplingError

LEAST = 2  # two units a stratum, so that its variance can be estimated


def allocate(sizes: Mapping[str, int], wanted: int) -> dict[str, int]:
    """Return the part of each stratum in proportion to its size, by largest remainders.

    Each stratum gets two at least (or all that it has), if there are enough for that, else one;
    the others share what is left in proportion. Among equal remainders the name decides.

    Raises:
        SamplingError: there are fewer invitations than strata.

    >>> allocate({"north": 50, "south": 30, "west": 20}, 12)
    {'north': 6, 'south': 4, 'west': 2}
    """
    n = min(wanted, sum(sizes.values()))
    if n < len(sizes):
        message = f"sample: found {n} invitations for {len(sizes)} strata, must be one each."
        raise SamplingError(f"{message} Invite more, or name fewer attributes in strata.")
    least = {name: min(LEAST, size) for name, size in sizes.items()}
    if sum(least.values()) > n:
        least = dict.fromkeys(sizes, 1)
    pinned = _pinned(sizes, least, n)
    free = {name: size for name, size in sizes.items() if name not in pinned}
    shared = _largest_remainders(free, n - sum(pinned.values()))
    return {name: pinned.get(name, shared.get(name, 0)) for name in sizes}


def check_allocation(sizes: Mapping[str, int], given: Mapping[str, int]) -> dict[str, int]:
    """Return an allocation that was given, stratum by stratum.

    Raises:
        SamplingError: a stratum is missing or unknown, or has fewer contacts than are wanted.
    """
    problems = [
        *(_unknown(name, sizes) for name in given if name not in sizes),
        *(_given(name, given.get(name, 0), size) for name, size in sizes.items()),
    ]
    found = [problem for problem in problems if problem]
    if found:
        raise SamplingError("The invitations cannot be shared out as given.", found)
    return {name: given[name] for name in sizes}


def _pinned(sizes: Mapping[str, int], least: Mapping[str, int], n: int) -> dict[str, int]:
    """Return the strata whose proportional part would be below their least, with that."""
    pinned: dict[str, int] = {}
    while True:
        total = sum(size for name, size in sizes.items() if name not in pinned)
        left = n - sum(pinned.values())
        small = {
            name: least[name]
            for name, size in sizes.items()
            if name not in pinned and left * size < least[name] * total
        }
        if not small:
            return pinned
        pinned |= small


def _largest_remainders(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    total = sum(sizes.values())
    parts = {name: Fraction(n * size, total) for name, size in sizes.items()}
    whole = {name: floor(part) for name, part in parts.items()}
    left = n - sum(whole.values())
    order = sorted(parts, key=lambda name: (whole[name] - parts[name], name))
    return whole | {name: whole[name] + 1 for name in order[:left]}


def _unknown(name: str, sizes: Mapping[str, int]) -> Problem:
    return Problem(f"stratum {name}", "none in the list", f"one of {', '.join(sizes)}", "Mend it.")


def _given(name: str, wanted: int, size: int) -> Problem | None:
    if 1 <= wanted <= size:
        return None
    must = f"a number from 1 to {size}"
    return Problem(f"stratum {name}", str(wanted), must, "Every stratum has to be heard.")
