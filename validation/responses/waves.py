"""The rows of one wave of a file that may hold several."""

import numpy as np

from validation.errors import ResponseError
from validation.responses.cells import Misfit, Positions, cells_of, misfits_of
from validation.responses.numbers import parse_number
from validation.responses.table import Table
from validation.responses.words import spelt

MOST_SHOWN = 20


def wave_positions(table: Table, column: str | None, wave: str | None) -> Positions:
    """Return where the rows of the wave stand, rows that name no wave among them.

    Raises:
        ResponseError: There are several waves and none was chosen, or it is not in the file.
    """
    everywhere = np.arange(len(table.rows))
    if column is None:
        _check_no_wave(table, wave)
        return everywhere
    cells = cells_of(table, column, everywhere)
    names = [text.strip() for text in cells.texts]
    waves = sorted({names[text] for text in cells.used()} - {""})
    if wave is None and len(waves) > 1:
        raise ResponseError(_several(table, column, waves))
    if wave is not None and not any(_same(wave, name) for name in waves):
        raise ResponseError(_unknown(table, column, wave, waves))
    wanted = np.array([not name or wave is None or _same(wave, name) for name in names], dtype=bool)
    return np.flatnonzero(wanted[cells.text_of_row])


def check_wave(table: Table, column: str, positions: Positions) -> list[Misfit]:
    """Return the rows that name no wave."""
    cells = cells_of(table, column, positions)
    return misfits_of(cells, cells.empty(), "a wave")


def _same(wave: str, name: str) -> bool:
    number = parse_number(wave)
    return spelt(wave) == spelt(name) or (number is not None and number == parse_number(name))


def _check_no_wave(table: Table, wave: str | None) -> None:
    if wave is not None:
        raise ResponseError(
            f"{table.name}: found wave {wave} asked for and no column that names waves, must be "
            "one under data.wave in the study file. Add it, or leave the wave out."
        )


def _several(table: Table, column: str, waves: list[str]) -> str:
    return (
        f"{table.name}, column {column}: found {len(waves)} waves ({_listed(waves)}), must be one "
        f"at a time. Choose it, such as --wave {waves[-1]}."
    )


def _unknown(table: Table, column: str, wave: str, waves: list[str]) -> str:
    return (
        f"{table.name}, column {column}: found no row of wave {wave}, must be one of "
        f"{_listed(waves)}. Choose one of them."
    )


def _listed(waves: list[str]) -> str:
    more = f" … {len(waves)} in all" if len(waves) > MOST_SHOWN else ""
    return ", ".join(waves[:MOST_SHOWN]) + more
