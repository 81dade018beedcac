"""From a table of texts to the analysis frame, with everything left out counted."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from validation.claims import Column, Frame
from validation.errors import ResponseError
from validation.questionnaire import Questionnaire
from validation.responses.answers import (
    AnswerSet,
    answered,
    derived_answers,
    ordered,
    read_answers,
)
from validation.responses.cells import Booleans, Misfit, Positions, cells_of
from validation.responses.mapping import map_columns
from validation.responses.model import Counts, Exclusion, ResponseSet
from validation.responses.reading import numbers_in, taken
from validation.responses.refusing import (
    check_ids,
    check_private,
    check_seconds,
    reasons,
    refusal,
    stripped,
)
from validation.responses.sampled import base_weights, build_design, check_design, read_sampled
from validation.responses.screening import Traces
from validation.responses.table import Table
from validation.responses.waves import check_wave, wave_positions
from validation.study import Study


def build_frame(
    table: Table,
    questionnaire: Questionnaire,
    study: Study,
    *,
    wave: str | None = None,
    good_rows_only: bool = False,
) -> ResponseSet:
    """Return the responses of one wave of a file, coded, with their survey design.

    Rows that do not fit are refused together, or left out and counted with `good_rows_only`.
    Rows without any answer, and those of weight 0, are excluded with their reason.

    Raises:
        ResponseError: Columns or rows that do not fit, or no response that is left.
    """
    mapping = map_columns(table.columns, study.data, questionnaire)
    positions = wave_positions(table, study.data.wave, wave)
    if study.data.id is not None:
        check_private(table, cells_of(table, study.data.id, positions), table.rows[positions])
    found = read_answers(table, mapping, questionnaire, study.data, positions)
    misfits = [*_check_rows(table, study, positions), *found.misfits]
    refused = _refused(table, misfits, positions, good_rows_only=good_rows_only)
    said = answered(found, mapping, len(positions))
    left_out = {**_without_say(table, study, positions, said), **refused}
    kept = _others(len(positions), left_out)
    exclusions = _exclusions(table, study, positions, left_out)
    if not kept.size:
        raise _nothing_left(table, exclusions)
    columns, notes = _columns(found, questionnaire, kept)
    rows = positions[kept]
    sampled = read_sampled(table, study.data, rows)
    return ResponseSet(
        frame=Frame(columns, build_design(sampled, study, len(rows))),
        rows=table.rows[rows],
        ids=_ids(table, study, rows),
        exclusions=exclusions,
        counts=_counts(table, positions, len(refused), len(kept)),
        source=table.sha256,
        wave=wave,
        texts={name: tuple(texts[at] for at in kept) for name, texts in found.texts.items()},
        notes=(*table.notes, *mapping.notes, *notes),
        sampled=sampled,
        traces=_traces(table, study, rows),
    )


def _refused(
    table: Table, misfits: Sequence[Misfit], positions: Positions, *, good_rows_only: bool
) -> dict[int, str]:
    if (misfits or table.broken) and not good_rows_only:
        raise refusal(table, misfits, table.rows[positions])
    return reasons(misfits)


def _check_rows(table: Table, study: Study, positions: Positions) -> list[Misfit]:
    data = study.data
    found = check_design(table, study, positions)
    if data.wave is not None:
        found += check_wave(table, data.wave, positions)
    if data.duration is not None:
        found += check_seconds(cells_of(table, data.duration, positions))
    if data.id is not None:
        found += check_ids(cells_of(table, data.id, positions), table.rows[positions])
    return found


def _without_say(
    table: Table, study: Study, positions: Positions, said: Booleans
) -> dict[int, str]:
    weights = base_weights(table, study, positions)
    nothing = dict.fromkeys(np.flatnonzero(~said).tolist(), "answered nothing")
    weightless = np.flatnonzero(weights == 0).tolist() if weights is not None else []
    return {**nothing, **dict.fromkeys(weightless, "weight 0")}


def _others(n: int, left_out: Mapping[int, str]) -> Positions:
    stays = np.ones(n, dtype=bool)
    stays[[*left_out]] = False
    return np.flatnonzero(stays)


def _columns(
    found: AnswerSet, questionnaire: Questionnaire, kept: Positions
) -> tuple[dict[str, Column], list[str]]:
    columns: dict[str, Column] = {
        name: taken(answers.column, kept) for name, answers in found.answers.items()
    }
    derived = derived_answers(columns, questionnaire)
    notes = [*found.notes, *chain.from_iterable(answers.notes for answers in derived.values())]
    columns |= {name: answers.column for name, answers in derived.items()}
    return ordered(columns, questionnaire), notes


def _exclusions(
    table: Table, study: Study, positions: Positions, left_out: Mapping[int, str]
) -> tuple[Exclusion, ...]:
    broken = {row: Exclusion(row, None, f"found {text}") for row, text in table.broken.items()}
    at = np.array(sorted(left_out), dtype=np.intp)
    ids = _ids(table, study, positions[at]) or (None,) * len(at)
    rows = table.rows[positions[at]].tolist()
    read = {
        row: Exclusion(row, respondent or None, left_out[position])
        for row, respondent, position in zip(rows, ids, at.tolist(), strict=True)
    }
    return tuple(exclusion for _, exclusion in sorted({**broken, **read}.items()))


def _ids(table: Table, study: Study, positions: Positions) -> tuple[str, ...]:
    if study.data.id is None:
        return ()
    return tuple(stripped(cells_of(table, study.data.id, positions)).tolist())


def _traces(table: Table, study: Study, positions: Positions) -> Traces | None:
    if study.data.duration is None:
        return None
    nothing = np.full(len(positions), np.nan)
    seconds = numbers_in(cells_of(table, study.data.duration, positions))
    return Traces({}, seconds, nothing, nothing, (None,) * len(positions))


def _counts(table: Table, positions: Positions, refused: int, kept: int) -> Counts:
    n_broken = len(table.broken)
    return Counts(
        read=table.n_read,
        in_wave=len(positions) + n_broken,
        refused=refused + n_broken,
        excluded=len(positions) - refused - kept,
        kept=kept,
    )


def _nothing_left(table: Table, exclusions: tuple[Exclusion, ...]) -> ResponseError:
    first = exclusions[0] if exclusions else Exclusion(1, None, "there are no rows")
    return ResponseError(
        f"{table.name}: found {len(exclusions)} rows of which none can be kept, must be one at "
        f"least. Row {first.row}: {first.reason}."
    )
