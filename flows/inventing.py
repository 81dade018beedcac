"""What invented people answer of whom the truth is known: the workshop is right, or wrong."""

from collections.abc import Iterator

import numpy as np

from validation.questionnaire import Answer, Form, Questionnaire
from validation.simulation import Given, Makeup, Sampling, Truth, as_answers, build_truth, draw
from validation.steps import Prepared
from validation.verdicts import Planned

PEOPLE = 4_000
REACHED = 0.9  # of each stage of the journey
SPEAKS = 3  # every so manieth answers the open questions
SAID = "Nr {number}: <b>ä & “ö”</b> + 100 %"  # in letters that pages must get right


def invent_answers(
    prepared: Prepared, count: int, *, seed: int, truth: Truth = "right"
) -> list[dict[str, Answer]]:
    """Return the answers of so many people, as they are kept when all are submitted.

    Args:
        prepared: the study with its questionnaire and plan.
        count: how many people.
        seed: from which they are drawn.
        truth: of all claims.
    """
    questionnaire = prepared.questionnaire
    planned = Planned(prepared.study, prepared.plan, questionnaire.asked(), before=True)
    makeup = Makeup(PEOPLE, given=dict(_screened(questionnaire)))
    tilted = build_truth(questionnaire, planned, makeup, truth, seed=seed)
    frame = draw(tilted.population, Sampling(count), np.random.default_rng(seed))
    form = Form(questionnaire)
    return [
        form.settled(one) for one in _with_words(as_answers(frame, questionnaire), questionnaire)
    ]


def _screened(questionnaire: Questionnaire) -> Iterator[tuple[str, Given]]:
    """Yield that most people have been at each stage, so that most questions are asked."""
    for item in questionnaire.items():
        if item.role == "screener" and item.type == "multi" and not item.hypotheses:
            yield item.id, Given(shares={choice.code: REACHED for choice in item.choices})


def _with_words(
    answers: Iterator[dict[str, Answer]], questionnaire: Questionnaire
) -> Iterator[dict[str, Answer]]:
    texts = [item.id for item in questionnaire.items() if item.type == "text"]
    for number, one in enumerate(answers):
        said: dict[str, Answer] = dict.fromkeys(texts, SAID.format(number=number))
        yield one if number % SPEAKS else one | said
