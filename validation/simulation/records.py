"""Invented respondents as a file of answers would have them, to try the way in."""

from validation.claims import Frame
from validation.questionnaire import Questionnaire
from validation.responses import Aside, Table, build_export


def as_table(frame: Frame, questionnaire: Questionnaire) -> Table:
    """Return a sample as the table of a file: a row a respondent, `response` its key.

    The columns of items are named as in the codebook, so that a study reads them without a
    mapping; `weight` holds the weights.

    Args:
        frame: of respondents, with the answers to items of the questionnaire.
        questionnaire: that they answered.
    """
    aside = Aside.of(questionnaire)
    aside.keys += [f"r{number}" for number in range(1, frame.n + 1)]
    export = build_export(questionnaire, frame, frame.design.weights, aside)
    columns = zip(*export.rows(), strict=True)
    cells = {
        name: [str(cell) for cell in column]
        for name, column in zip(export.header(), columns, strict=True)
    }
    return Table.of("simulated", cells)
