"""The codebook: every variable of a questionnaire, with its codes and their meaning."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from validation.questionnaire.model import DerivedItem, Item, Questionnaire

Kind = Literal["question", "choice", "selected", "place", "number", "text", "non_answer", "band"]


@dataclass(frozen=True, slots=True)
class CodebookRow:
    """One line of a codebook.

    Its kind says what the label is: the `question` itself, the meaning of the code of a `choice`,
    `band` or `non_answer`, an option that was `selected` or not or took a `place` in a ranking
    (a variable of its own each), or the limits of a `number`.
    """

    variable: str
    item: str
    code: str
    label: str
    kind: Kind


def codebook(questionnaire: Questionnaire, language: str) -> tuple[CodebookRow, ...]:
    """Return the codebook of a questionnaire in one language, in the order of asking."""
    order = (language, *questionnaire.languages)
    rows: list[CodebookRow] = []
    for item in questionnaire.items():
        rows.append(CodebookRow(item.id, item.id, "", item.text.within(*order), "question"))
        rows.extend(_answers(item, order))
        for name in item.offers:
            label = questionnaire.non_answers[name].within(*order)
            rows.append(CodebookRow(item.id, item.id, name, label, "non_answer"))
    for derived in questionnaire.derived:
        rows.extend(_bands(derived, order))
    return tuple(rows)


def _answers(item: Item, order: tuple[str, ...]) -> Iterator[CodebookRow]:
    per_option: dict[str, Kind] = {"multi": "selected", "ranking": "place"}
    for choice in item.choices:
        kind = per_option.get(item.type, "choice")
        variable = f"{item.id}.{choice.code}" if item.type in per_option else item.id
        yield CodebookRow(variable, item.id, choice.code, choice.label.within(*order), kind)
    if item.type == "number":
        unit = "" if item.unit is None else f" {item.unit.within(*order)}"
        yield CodebookRow(item.id, item.id, _range(item.low, item.high), unit.strip(), "number")
    if item.type == "text":
        yield CodebookRow(item.id, item.id, "", "", "text")


def _bands(derived: DerivedItem, order: tuple[str, ...]) -> Iterator[CodebookRow]:
    title = derived.of if derived.title is None else derived.title.within(*order)
    yield CodebookRow(derived.id, derived.id, "", title, "question")
    for name, (low, high) in derived.bands.items():
        label = derived.labels.get(name)
        meant = f"{label.within(*order)} ({_range(low, high)})" if label else _range(low, high)
        yield CodebookRow(derived.id, derived.id, name, meant, "band")


def _range(low: float | None, high: float | None) -> str:
    ends = ["" if end is None else f"{end:g}" for end in (low, high)]
    return "–".join(ends) if any(ends) else ""
