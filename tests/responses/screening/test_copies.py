from collections.abc import Callable, Sequence
from math import log2

import numpy as np
import pytest

from validation.claims import Choices, Frame, Missing, Numbers, Selections
from validation.questionnaire import Questionnaire
from validation.responses import Flags
from validation.responses.screening.copies import flag_copies
from validation.stats import Design

Asking = Callable[..., Questionnaire]
Sheets = Callable[..., Frame]
ITEMS = 20


def drawn(n: int, seed: int = 1) -> list[list[int | None]]:
    """Answers by dice."""
    rows = np.random.default_rng(seed).integers(1, 6, (n, ITEMS))
    return [[int(one) for one in row] for row in rows]


@pytest.fixture
def copies(asking: Asking, sheets: Sheets) -> Callable[[Sequence[Sequence[int | None]]], Flags]:
    def make(rows: Sequence[Sequence[int | None]]) -> Flags:
        found = flag_copies(sheets(use=rows), asking(use=["?"] * ITEMS))
        assert isinstance(found, Flags)
        return found

    return make


def test_all_but_the_first_of_the_same_are_copies(copies: Callable[..., Flags]) -> None:
    rows = drawn(200)
    found = copies([*rows, rows[3], rows[7], rows[3]])

    assert np.flatnonzero(found.flagged).tolist() == [200, 201, 202]


def test_one_other_answer_makes_no_copy(copies: Callable[..., Flags]) -> None:
    rows = drawn(200)
    other = [*rows[3][:-1], (rows[3][-1] or 0) % 5 + 1]

    assert not copies([*rows, other]).flagged.any()


def test_people_who_are_content_with_everything_are_no_copies(
    copies: Callable[..., Flags],
) -> None:
    assert not copies([*drawn(100), *[[5] * ITEMS] * 20]).flagged.any()


def test_people_who_answer_nothing_are_no_copies(copies: Callable[..., Flags]) -> None:
    assert not copies([*drawn(100), *[[0] * ITEMS] * 20]).flagged.any()


def test_evidence_is_in_bits(copies: Callable[..., Flags]) -> None:
    rows = drawn(4_000)
    found = copies([*rows, rows[0]])

    # twenty dice of five sides; what 4,000 rows know of pairs of answers takes a little away
    assert found.evidence[-1] == pytest.approx(ITEMS * log2(5), rel=0.03)
    assert found.evidence[:-1].tolist() == [0] * 4_000
    assert found.threshold == pytest.approx(log2(4_001 * 4_000 / 2 * 100))


def test_a_copy_is_found_in_answers_of_all_forms(copies: Callable[..., Flags]) -> None:
    del copies
    random = np.random.default_rng(2)
    n, missing = 300, np.zeros(300, dtype=np.int8)
    numbers = random.normal(size=n).round(3)
    chosen = random.integers(0, 2, (n, 12), dtype=np.int8)
    codes = random.integers(0, 9, n).astype(np.int8)
    numbers[-1], chosen[-1], codes[-1] = numbers[0], chosen[0], codes[0]
    frame = Frame(
        {
            "spent": Numbers(numbers, missing),
            "met": Selections(chosen, tuple("abcdefghijkl"), missing),
            "region": Choices(codes, tuple("abcdefghi")),
            "habit": Choices(codes[::-1].copy() * 0 + np.int8(Missing.REFUSED), tuple("abcdefghi")),
        },
        Design(n),
    )
    items = [
        {"id": "spent", "type": "number", "text": "?"},
        *({"id": name, "type": "single", "text": "?"} for name in ("met", "region", "habit")),
    ]
    section = {"id": "g", "title": "G", "items": items}
    questionnaire = Questionnaire.model_validate(
        {"study": "s", "title": "T", "languages": ["en"], "seed": 1, "minutes": 1,
         "sections": [section]}
    )  # fmt: skip
    found = flag_copies(frame, questionnaire)

    assert isinstance(found, Flags)
    assert np.flatnonzero(found.evidence).tolist() == [n - 1]


def test_few_answers_cannot_tell_people_apart(asking: Asking, sheets: Sheets) -> None:
    frame = sheets(use=[[1, 2, 3]] * 50)

    assert flag_copies(frame, asking(use=["?"] * 3)) == "few_answers"
