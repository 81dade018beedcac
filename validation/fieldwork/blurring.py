"""What anonymous answers say of their respondents besides the answers, made too coarse to tell."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum

FEWEST = 10  # fewer people than this could be told apart by who is known to have answered


@dataclass(frozen=True, slots=True)
class Traits:
    """What is kept beside anonymous answers: whether they were sent, the language, the sample."""

    complete: bool
    language: str | None = None
    stratum: str | None = None
    weight: float | None = None
    population: int | None = None


def blur(given: Sequence[Traits], *, fewest: int = FEWEST) -> tuple[Traits | None, ...]:
    """Return what may be kept beside the anonymous answers of a wave; None where not even they.

    Who answered is known, and in which stratum. So a stratum in which fewer answered is joined
    with others; its weight is then the joint N/n, as if both were one stratum of the draw. The
    language stays where all languages of a stratum are spoken by as many. Answers that were never
    sent keep neither, and are kept themselves only if there are as many.

    >>> north = Traits(complete=True, language="sv", stratum="north", weight=2.0, population=8)
    >>> south = Traits(complete=True, language="fi", stratum="south", weight=2.5, population=30)
    >>> blur([north] + [south] * 9)[0]
    Traits(complete=True, language=None, stratum='north + south', weight=2.375, population=38)
    """
    sent = [one for one in given if one.complete]
    joint = _joined(sent, fewest)
    spoken = _spoken([joint.get(one.stratum, one.stratum) for one in sent], sent, fewest)
    unsent = None if len(given) - len(sent) < fewest else Traits(complete=False)
    samples = dict(_samples(sent, joint))
    return tuple(
        _blurred(one, samples.get(joint.get(one.stratum, "")), spoken) if one.complete else unsent
        for one in given
    )


def _blurred(one: Traits, sample: Traits | None, spoken: Mapping[str | None, bool]) -> Traits:
    if sample is not None:
        name, weight, population = sample.stratum, sample.weight, sample.population
        one = replace(one, stratum=name, weight=weight, population=population)
    return one if spoken[one.stratum] else replace(one, language=None)


def _joined(sent: Sequence[Traits], fewest: int) -> dict[str | None, str]:
    """Return the new name of every stratum that does not keep its own."""
    counts = Counter(one.stratum for one in sent if one.stratum is not None)
    order = sorted(counts, key=lambda name: (counts[name], name))
    names: list[str] = []
    together = 0
    for name in order:
        if counts[name] >= fewest and (not names or together >= fewest):
            break
        names.append(name)
        together += counts[name]
    return dict.fromkeys(names, " + ".join(sorted(names))) if len(names) > 1 else {}


def _samples(
    sent: Sequence[Traits], joint: Mapping[str | None, str]
) -> Iterator[tuple[str, Traits]]:
    """Yield the sample of the strata that are joined, by their new name."""
    parts = {one.stratum: one for one in sent if one.stratum in joint}
    known = [(one.population, one.weight) for one in parts.values()]
    sizes = [(size, size / weight) for size, weight in known if size and weight]
    population = sum(size for size, _ in sizes)
    drawn = fsum(n for _, n in sizes)
    for name in set(joint.values()):
        if len(sizes) == len(known):
            weight = population / drawn
            yield name, Traits(True, None, name, weight, population)  # noqa: FBT003 (complete)
        else:
            yield name, Traits(True, None, name)  # noqa: FBT003 (complete)


def _spoken(
    strata: Sequence[str | None], sent: Sequence[Traits], fewest: int
) -> dict[str | None, bool]:
    """Return whether in a stratum every language is spoken by enough to be kept."""
    pairs = zip(strata, (one.language for one in sent), strict=True)
    kept = dict.fromkeys(strata, True)
    for (stratum, _), n in Counter(pairs).items():
        kept[stratum] = kept[stratum] and n >= fewest
    return kept
