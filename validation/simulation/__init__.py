"""From a known truth to invented respondents, to see what verdicts they would lead to."""

from validation.simulation.answers import Given
from validation.simulation.drawing import Sampling, draw
from validation.simulation.latents import Likeness
from validation.simulation.population import Makeup, Population, build_population
from validation.simulation.records import as_answers, as_table
from validation.simulation.settling import build_truth
from validation.simulation.tilting import Tilted
from validation.simulation.truths import Truth, make_true
from validation.simulation.waves import Expected, count_verdicts, simulate_waves

__all__ = [
    "Expected",
    "Given",
    "Likeness",
    "Makeup",
    "Population",
    "Sampling",
    "Tilted",
    "Truth",
    "as_answers",
    "as_table",
    "build_population",
    "build_truth",
    "count_verdicts",
    "draw",
    "make_true",
    "simulate_waves",
]
