"""How many have to be invited for the answers that are needed."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from validation.errors import SamplingError


@dataclass(frozen=True, slots=True)
class Required:
    """The invitations for a number of answers, and whether the list has enough contacts."""

    answers: int
    response_rate: float
    population: int
    invitations: int
    expected_answers: int

    @property
    def enough(self) -> bool:
        """Whether the list can give the answers at the rate that is expected."""
        return self.expected_answers >= self.answers

    @property
    def note(self) -> str:
        """What a person has to know if the list cannot give enough; empty if it can."""
        if self.enough:
            return ""
        return (
            f"{self.answers} answers need {_needed(self.answers, self.response_rate)} invitations "
            f"at a response rate of {self.response_rate:g}, and the list has {self.population}: "
            f"about {self.expected_answers} answers can be expected."
        )


def required_invitations(answers: int, response_rate: float, population: int) -> Required:
    """Return how many of a list must be invited; never more than it has.

    Raises:
        SamplingError: the rate is no share above 0, or a number is negative.

    >>> required_invitations(300, 0.25, 10_000).invitations
    1200
    >>> required_invitations(300, 0.25, 800).enough
    False
    """
    if not 0 < response_rate <= 1:
        message = f"response rate: found {response_rate}, must be above 0 and at most 1."
        raise SamplingError(f"{message} Write a share such as 0.25.")
    if min(answers, population) < 0:
        message = f"answers and contacts: found {answers} and {population}, must not be below 0."
        raise SamplingError(f"{message} Give numbers of people.")
    needed = _needed(answers, response_rate)
    invited = min(needed, population)
    expected = min(answers, int(invited * _exact(response_rate)))
    return Required(answers, response_rate, population, invited, expected)


def _needed(answers: int, response_rate: float) -> int:
    return ceil(answers / _exact(response_rate))


def _exact(share: float) -> Fraction:
    """Return the share that was written: 0.1 is a tenth, and 3 answers are 30 invitations."""
    return Fraction(str(share))
