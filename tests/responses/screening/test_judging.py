"""How many honest respondents are suspected, and how many careless ones are found.

The honest answer as a population whose answers go together, and take the time that the
questionnaire is planned for, with a spread of a third between people and another between pages.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator
from numpy.typing import NDArray

from validation.claims import Choices, Frame
from validation.files import read_library
from validation.questionnaire import Questionnaire, build_questionnaire, reading_seconds
from validation.responses import Screening, Traces, screen
from validation.simulation import Given, Likeness, Makeup, build_population
from validation.study import Study

PEOPLE = 10_000
CARELESS = 500  # the last ones of the file
STAGES = ("find", "buy", "use", "care")
LONG = "How satisfied are you with what the operator did for you here?"
Ratings = NDArray[np.int8]


def build(points: int = 5, per_stage: int = 8) -> Questionnaire:
    ratings: list[dict[str, Any]] = [
        {"id": f"{stage}{at}", "type": "rating", "scale": {"from": 1, "to": points},
         "stage": stage, "text": LONG}
        for stage in STAGES
        for at in range(per_stage)
    ]  # fmt: skip
    others: list[dict[str, Any]] = [
        {"id": "channel", "type": "single", "options": list("abcd"), "text": LONG},
        {"id": "met", "type": "multi", "options": list("abcd"), "text": LONG},
        {"id": "check", "type": "single", "options": list("abcd"), "text": "Please choose b."},
        {"id": "age", "type": "number", "min": 15, "max": 90, "text": "How old are you?"},
    ]
    claim = {"kind": "level", "item": "use1", "at_least": 3}
    study = Study.model_validate(
        {
            "study": "s",
            "stages": [{"id": stage, "title": stage} for stage in STAGES],
            "items": [*ratings, *others],
            "hypotheses": [{"id": "h", "says": "h", "claim": claim}],
        }
    )
    return build_questionnaire(study, read_library())


def answers(questionnaire: Questionnaire, likeness: Likeness, content: float) -> Frame:
    """Honest answers; `content` is where on its scale the mean rating lies, from 0 to 1."""
    given = {
        item.id: Given(mean=1 + content * (len(item.choices) - 1))
        for item in questionnaire.items()
        if item.type == "rating"
    } | {"check": Given(shares={"a": 0.005, "b": 0.985, "c": 0.005, "d": 0.005})}
    return build_population(questionnaire, Makeup(PEOPLE, likeness, given), seed=11).frame()


def timed(questionnaire: Questionnaire, random: Generator) -> dict[str, NDArray[np.float64]]:
    """Times of honest people: reading at 238 words a minute, and three seconds to answer."""
    person = np.exp(0.35 * random.standard_normal(PEOPLE))
    return {
        section.id: person
        * np.exp(0.35 * random.standard_normal(PEOPLE))
        * sum(reading_seconds(item, "en") + 3 for item in section.items)
        for section in questionnaire.sections
    }


def traces(seconds: dict[str, NDArray[np.float64]], n: int = PEOPLE) -> Traces:
    nothing = np.full(n, np.nan)
    return Traces(seconds, nothing, np.zeros(n), nothing, ("en",) * n)


def shares(found: Screening, rows: slice) -> dict[str, float]:
    return {flags.kind: float(flags.flagged[rows].mean()) for flags in found.flags} | {
        "any": float(found.flagged()[rows].mean())
    }


USUAL, ALIKE = Likeness(), Likeness(person=0.5, stage=0.25)


@pytest.mark.parametrize("points", [5, 10])
@pytest.mark.parametrize(
    ("likeness", "content", "most_lines"),
    [(USUAL, 0.6, 0.002), (USUAL, 0.9, 0.005), (ALIKE, 0.6, 0.002), (ALIKE, 0.9, 0.01)],
    ids=["usual", "delighted", "alike", "alike and delighted"],
)
def test_hardly_an_honest_respondent_is_suspected(
    points: int, likeness: Likeness, content: float, most_lines: float
) -> None:
    questionnaire = build(points)
    seconds = timed(questionnaire, np.random.default_rng(5))
    found = screen(
        answers(questionnaire, likeness, content),
        questionnaire,
        attention={"check": ("b",)},
        traces=traces(seconds),
    )
    flagged = shares(found, slice(None))

    assert found.unknown == {}
    assert flagged["attention"] == pytest.approx(0.015, abs=0.005)  # as many as were drawn
    assert flagged["speeder"] <= 0.003
    assert flagged["straight_line"] <= most_lines
    assert max(flagged["pattern"], flagged["duplicate"], flagged["honeypot"]) <= 0.001


@pytest.mark.parametrize(
    ("likeness", "content", "most"),
    [(USUAL, 0.6, 0.005), (USUAL, 0.9, 0.005), (ALIKE, 0.6, 0.03), (ALIKE, 0.9, 0.02)],
    ids=["usual", "delighted", "alike", "alike and delighted"],
)
def test_nor_is_one_in_a_file_without_times(
    likeness: Likeness, content: float, most: float
) -> None:
    questionnaire = build()
    found = screen(answers(questionnaire, likeness, content), questionnaire)

    assert found.unknown == {
        "speeder": "no_times",
        "attention": "no_checks",
        "honeypot": "no_field",
    }
    assert shares(found, slice(None))["any"] <= most


@dataclass(frozen=True)
class Careless:
    """What careless people answer, and in how many seconds a question; else in honest time."""

    ratings: Callable[[Generator], Ratings]
    seconds: tuple[float, float] | None = None


def dice(random: Generator) -> Ratings:
    return random.integers(0, 5, (CARELESS, 32), dtype=np.int8)


def line(random: Generator) -> Ratings:
    return np.repeat(random.integers(0, 5, (CARELESS, 1), dtype=np.int8), 32, axis=1)


def zigzag(random: Generator) -> Ratings:
    first, width = random.integers(0, 2, (2, CARELESS, 1), dtype=np.int8)
    return np.tile(np.hstack([first, first + width + np.int8(2)]), 16)


@pytest.mark.parametrize(
    ("careless", "kind", "least"),
    [
        (Careless(dice, (0.4, 1.4)), "speeder", 0.99),
        (Careless(line, (0.4, 1.4)), "speeder", 0.99),
        (Careless(line, (1.5, 2.2)), "straight_line", 0.99),
        (Careless(zigzag), "pattern", 0.99),
    ],
    ids=["quick dice", "quick lines", "hurried lines", "zigzag"],
)
def test_careless_respondents_are_found(careless: Careless, kind: str, least: float) -> None:
    found = screened(careless)

    assert shares(found, slice(-CARELESS, None))[kind] >= least
    assert shares(found, slice(-CARELESS))["any"] <= 0.005


@pytest.mark.parametrize("ratings", [dice, line])
def test_who_takes_the_time_to_read_cannot_be_told_from_the_honest(
    ratings: Callable[[Generator], Ratings],
) -> None:
    assert shares(screened(Careless(ratings)), slice(-CARELESS, None))["any"] <= 0.05


def screened(careless: Careless) -> Screening:
    questionnaire, random = build(), np.random.default_rng(7)
    frame = answered(answers(questionnaire, USUAL, 0.6), careless.ratings(random))
    seconds = timed(questionnaire, random)
    for section in questionnaire.sections:
        if careless.seconds is not None:
            each = random.uniform(*careless.seconds, CARELESS)
            seconds[section.id][-CARELESS:] = each * len(section.items)
    return screen(frame, questionnaire, traces=traces(seconds))


def test_lines_are_found_without_times_where_they_are_not_at_an_end() -> None:
    questionnaire, random = build(), np.random.default_rng(7)
    ratings = line(random)
    frame = answered(answers(questionnaire, USUAL, 0.6), ratings)
    found = screen(frame, questionnaire).flagged()[-CARELESS:]
    inner = (ratings[:, 0] > 0) & (ratings[:, 0] < 4)

    assert found[inner].all()
    assert found[~inner].mean() <= 0.01


def test_copies_of_honest_responses_are_found() -> None:
    questionnaire = build()
    frame = answers(questionnaire, USUAL, 0.6)
    copied = frame.taken(frame.columns, np.r_[: PEOPLE - CARELESS, :CARELESS], frame.design)
    many = np.sum([column.missing == 0 for column in copied.columns.values()], axis=0) >= 20
    found = screen(copied, questionnaire).flags[-1]

    assert found.kind == "duplicate"
    assert many[-CARELESS:].mean() > 0.5
    assert found.flagged[-CARELESS:][many[-CARELESS:]].all()
    assert found.flagged[:-CARELESS].mean() <= 0.001


def answered(frame: Frame, ratings: Ratings) -> Frame:
    """The answers, with those of the last people replaced by careless ratings."""
    columns = dict(frame.columns)
    rated = [name for name in columns if name.rstrip("0123456789") in STAGES]
    for place, name in enumerate(rated):
        column = columns[name]
        assert isinstance(column, Choices)
        codes = column.codes.copy()
        codes[-CARELESS:] = ratings[:, place]
        columns[name] = replace(column, codes=codes)
    return replace(frame, columns=columns)
