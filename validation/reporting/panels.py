"""Hypotheses put into charts, by the kind of number that they are about, a few in each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import get_args

from validation.reporting.formatting import Kind
from validation.reporting.model import Chart
from validation.reporting.setting import Line, Setting

MOST = 8


@dataclass(frozen=True, slots=True)
class Panel:
    """What one chart shows: its id, its title, and its hypotheses, all of one kind of number."""

    id: str
    title: str
    lines: list[Line]


def build_panels(
    name: str,
    setting: Setting,
    drawn: Callable[[Line], bool],
    build: Callable[[Panel, Setting], Chart],
) -> tuple[Chart, ...]:
    """Return one chart a kind of number, or several where the hypotheses are many.

    Args:
        name: what the ids of the charts begin with.
        setting: what is reported.
        drawn: says which hypotheses the charts show.
        build: makes the chart of a panel.
    """
    lines = [line for line in setting.lines if drawn(line)]
    return tuple(build(panel, setting) for panel in _panels(name, lines, setting))


def parted(lines: list[Line], most: int = MOST) -> Iterator[list[Line]]:
    """Yield the lines in parts of nearly the same length, none longer than `most`."""
    parts = -(-len(lines) // most)
    for part in range(parts):
        yield lines[len(lines) * part // parts : len(lines) * (part + 1) // parts]


def _panels(name: str, lines: list[Line], setting: Setting) -> Iterator[Panel]:
    for kind, yearly in product(get_args(Kind), (False, True)):
        alike = [one for one in lines if (one.reading.kind, one.reading.yearly) == (kind, yearly)]
        parts = list(parted(alike))
        unit = f"year_{kind}" if yearly else kind
        for number, part in enumerate(parts, start=1):
            title = setting.words(f"forest_{unit}")
            if len(parts) > 1:
                title = setting.words("part_of", title=title, part=number, parts=len(parts))
            yield Panel(f"{name}-{unit.replace('_', '-')}-{number}", title, part)
