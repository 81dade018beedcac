"""A drawing surface in points: rows of words with marks below them, on one axis.

As wide as a phone, so that words are read there without turning it; a page may enlarge it.
"""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # matplotlib takes a second to load, which only a drawing needs to wait for
    from matplotlib.figure import Figure

WIDTH = 360
SIDE = 16
POINTS = 72
TOP = 4
FONT = 12.5
SMALL = 11.0
LEAD = 16.0
INK = "#1c2126"
SOFT = "#56606b"
GRID = "#d5dade"
STEPS, EXACT = (1, 2, 2.5, 5, 10), 9
TINT = "#dcebf5"
LETTERS = 43
SMALL_LETTERS = 49

Style = dict[str, Any]


class Canvas:
    """Words and marks from the top down; `y` is where the next row begins.

    Args:
        low: the value at the left end of the axis.
        high: the value at the right end.
    """

    def __init__(self, low: float, high: float) -> None:
        from matplotlib.figure import Figure  # noqa: PLC0415 (see above)

        self.y: float = TOP
        self._figure = Figure()
        self._axes = self._figure.add_axes((SIDE / WIDTH, 0.0, 1 - 2 * SIDE / WIDTH, 1.0))
        self._axes.set_axis_off()
        self._axes.set_xlim(low, high)

    def write(self, text: str, *, small: bool = False) -> None:
        """Write a text at the left, on as many lines as it needs."""
        size = SMALL if small else FONT
        lines = wrap(text, SMALL_LETTERS if small else LETTERS)
        for line in lines:
            self.text(0.0, self.y, line, size=size, color=SOFT if small else INK)
            self.y += LEAD * size / FONT

    def text(self, x: float, y: float, text: str, **style: Any) -> None:  # noqa: ANN401 (matplotlib's)
        """Write a line whose upper left corner is `x` of the width, and `y` points down."""
        given: Style = {"size": FONT, "color": INK, "va": "top", "parse_math": False}
        across = self._axes.get_yaxis_transform()
        self._axes.text(x, y, text, transform=across, **(given | style))

    def mark(self, x: float, y: float, style: Style) -> None:
        """Draw one sign at a value."""
        given: Style = {"clip_on": False, "zorder": 4, "ls": "none"}
        self._axes.plot([x], [y], **(given | style))

    def line(self, xs: Sequence[float], ys: Sequence[float], **style: Any) -> None:  # noqa: ANN401 (matplotlib's)
        """Draw a line between values."""
        self._axes.plot(xs, ys, **{"solid_capstyle": "butt"} | style)

    def box(self, ends: tuple[float, float], ys: tuple[float, float], **style: Any) -> None:  # noqa: ANN401 (matplotlib's)
        """Fill from one value to another."""
        self._axes.fill_between(ends, ys[0], ys[1], **{"lw": 0} | style)

    def axis(self, ticks: Iterable[tuple[float, str]], top: float) -> None:
        """Draw a line at each tick from `top` down to here, and its words below."""
        for value, label in ticks:
            self.line([value, value], [top, self.y], color=GRID, lw=0.8, zorder=0)
            self._axes.text(
                value,
                self.y + 2,
                label,
                size=SMALL,
                color=SOFT,
                ha="center",
                va="top",
                parse_math=False,
            )
        self.y += LEAD + 2

    def legend(self, entries: Sequence[tuple[Style, str]], columns: int = 2) -> None:
        """Draw signs with their words, in columns."""
        for at, (style, words) in enumerate(entries):
            x, y = (at % columns) / columns, self.y + (at // columns) * LEAD
            sign: Style = {"ls": "none", "transform": self._axes.get_yaxis_transform()}
            self._axes.plot([x + 0.02], [y + LEAD / 2 - 1], **(sign | style))
            self.text(x + 0.05, y, words, size=SMALL, color=SOFT)
        self.y += -(-len(entries) // columns) * LEAD + 4

    def figure(self) -> "Figure":
        """Return what was drawn, as high as it has become."""
        height = self.y + TOP
        self._figure.set_size_inches(WIDTH / POINTS, height / POINTS)
        self._axes.set_ylim(height, 0.0)
        return self._figure


def ticks_of(low: float, high: float, most: int = 5) -> Iterator[float]:
    """Yield round values from one end to the other."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 (see above)

    for value in MaxNLocator(most, steps=STEPS).tick_values(low, high):
        if low <= value <= high:
            yield round(float(value), EXACT)
