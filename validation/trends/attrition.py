"""How many of the people of one wave answered again in the next."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from validation.trends.material import WaveMaterial
from validation.trends.model import Attrition


def build_attrition(material: Sequence[WaveMaterial]) -> Iterator[Attrition]:
    """Yield, for each wave after one whose people are known, how many of these are in it again.

    Waves that share nobody with any other are fresh samples, and lose nobody.
    """
    people = [None if one.people is None else frozenset(one.people) for one in material]
    pairs = [
        (wave.wave, before, after)
        for wave, (before, after) in zip(material[1:], pairwise(people), strict=True)
        if before and after is not None
    ]
    if all(before.isdisjoint(after) for _, before, after in pairs):
        return
    for wave, before, after in pairs:
        again = len(before & after)
        yield Attrition(wave=wave, of=len(before), again=again, share=again / len(before))
