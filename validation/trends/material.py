"""What a trend is made of: the waves of a study, the oldest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from validation.claims import Frame
from validation.errors import Problem, ResponseError
from validation.questionnaire import Questionnaire
from validation.verdicts import Assessment


@dataclass(frozen=True, slots=True)
class WaveMaterial:
    """One wave: its questionnaire, its weighted answers, and what they were assessed to say.

    Args:
        frame: the answers; none where they are not kept any more, so that nothing is known of
            people who are in several waves.
        people: for every row of the frame a key of the person, the same in every wave; none for
            anonymous answers, which are taken for other people than those of other waves.
        mode: how people were asked, such as invite, open_link or import.
        sample: how they were found, such as probability or opt_in.
        phase: before or after a measure of our own.
        baseline: the name of the wave that this one is to be compared with; without it the first
            wave that is comparable.
    """

    wave: str
    at: date
    questionnaire: Questionnaire
    frame: Frame | None
    assessment: Assessment
    people: tuple[int, ...] | None = None
    mode: str | None = None
    sample: str | None = None
    phase: str | None = None
    baseline: str | None = None
    notes: tuple[str, ...] = ()


def check_material(material: Sequence[WaveMaterial]) -> None:
    """Check that the waves can be lined up.

    Raises:
        ResponseError: there is none, two have one name, they are out of order, or the people
            named are not those of the answers.
    """
    problems = list(_problems(material))
    if problems:
        raise ResponseError("The waves cannot be lined up.", problems)


def _problems(material: Sequence[WaveMaterial]) -> Iterator[Problem]:
    if not material:
        yield Problem("waves", "none", "one at least", "Assess a wave first.")
    names = [one.wave for one in material]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield Problem("waves", f"{name} {names.count(name)} times", "each wave once")
    for one, other in pairwise(material):
        if other.at < one.at:
            must = f"no earlier than {one.at}, the day of {one.wave}"
            yield Problem(f"waves.{other.wave}", str(other.at), must, "Give the oldest first.")
    for one in material:
        if one.people is not None and one.frame is not None and len(one.people) != one.frame.n:
            must = f"one for each of its {one.frame.n} responses"
            yield Problem(f"waves.{one.wave}.people", f"{len(one.people)} keys", must)
