"""Invented respondents as a file or as records would have them, to try the ways in."""

from collections.abc import Iterator

from validation.claims import Frame
from validation.questionnaire import NO_ANSWER, Answer, Questionnaire
from validation.responses import Aside, Table, build_export, note_answers
from validation.simulation.answers import AnyColumn


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


def as_answers(frame: Frame, questionnaire: Questionnaire) -> Iterator[dict[str, Answer]]:
    """Yield what each respondent of a sample answers to every item, as records hold it.

    Open questions have no answer.

    Args:
        frame: of respondents, with the answers to items of the questionnaire.
        questionnaire: that they answer.
    """
    names = [item.id for item in questionnaire.items()]
    noted = {
        name: note_answers(column)
        for name in names
        if isinstance(column := frame.columns.get(name), AnyColumn)
    }
    for row in range(frame.n):
        yield {name: noted[name][row] if name in noted else NO_ANSWER for name in names}
