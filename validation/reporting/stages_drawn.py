"""The curve of experience and the bars of rated items, drawn."""

from validation.reporting.canvas import GRID, INK, LEAD, SMALL, SOFT, Canvas
from validation.reporting.formatting import Numerals
from validation.reporting.model import Bar, Bars, Curve

HEIGHT = 190
BEST = 100.0
LEVELS = (0, 25, 50, 75, 100)
BLUE = "#0072B2"
PLUS, MINUS = "#eaf3f9", "#fbeee6"
ROW = 16
AIR = 8
# Orange below the middle, blue above it, grey at it: told apart by everyone, as is their lightness
BELOW = ("#fddbb4", "#f4a55e", "#d8761f", "#a04a00")
ABOVE = ("#d3e6f3", "#8fc1e0", "#4290c4", "#11598f")
MIDDLE = "#c8c8c8"


def draw_curve(curve: Curve, numerals: Numerals) -> Canvas:
    """Return the experience over the stages, which are numbered below and named under them."""
    canvas = Canvas(0.35, len(curve.points) + 0.65)
    top, bottom = canvas.y + AIR, canvas.y + AIR + HEIGHT
    _draw_ground(curve, canvas, (top, bottom), numerals)
    heights = [_height(point.estimate, top) for point in curve.points]
    places = [float(number) for number, _ in enumerate(curve.points, start=1)]
    canvas.line(places, heights, color=BLUE, lw=2, zorder=3)
    for x, y, point in zip(places, heights, curve.points, strict=True):
        ends = [_height(end, top) for end in (point.low, point.high)]
        canvas.line([x, x], ends, color=INK, lw=1.4, zorder=4)
        for end in ends:
            canvas.mark(x, end, {"marker": "_", "ms": 8, "mew": 1.4, "color": INK})
        canvas.mark(x, y, {"marker": "o", "ms": 5, "color": BLUE})
    canvas.y = bottom
    canvas.axis([(place, numerals.integer(place)) for place in places], top)
    for point in curve.points:
        canvas.write(point.label)
        canvas.write(point.value, small=True)
        canvas.y += 3
    return canvas


def draw_bars(bars: Bars, _: Numerals) -> Canvas:
    """Return a bar an item: what lies below the middle of the scale to the left of the line."""
    reach = max(max(_sides(bar)) for bar in bars.bars) * 1.02
    canvas = Canvas(-reach, reach)
    canvas.text(0.0, canvas.y, f"◀ {bars.low}", size=SMALL, color=SOFT)
    canvas.text(1.0, canvas.y, f"{bars.high} ▶", size=SMALL, color=SOFT, ha="right")
    canvas.y += LEAD + 4
    for bar in bars.bars:
        canvas.write(bar.label)
        canvas.write(bar.value, small=True)
        _draw_bar(bar, canvas)
        canvas.y += ROW + AIR
    return canvas


def _draw_ground(
    curve: Curve, canvas: Canvas, span: tuple[float, float], numerals: Numerals
) -> None:
    ends, top = (0.35, len(curve.points) + 0.65), span[0]
    middle = _height(BEST / 2, top)
    canvas.box(ends, (top, middle), color=PLUS, zorder=-2)
    canvas.box(ends, (middle, span[1]), color=MINUS, zorder=-2)
    for level in LEVELS:
        y = _height(level, top)
        canvas.line(ends, [y, y], color=SOFT if level == BEST / 2 else GRID, lw=0.8, zorder=-1)
        canvas.text(0.0, y - SMALL - 1, numerals.integer(level), size=SMALL, color=SOFT)
    canvas.text(1.0, top + 4, curve.plus, size=SMALL, color=SOFT, ha="right")
    canvas.text(1.0, span[1] - LEAD, curve.minus, size=SMALL, color=SOFT, ha="right")


def _height(value: float, top: float) -> float:
    return top + HEIGHT * (1 - value / BEST)


def _sides(bar: Bar) -> tuple[float, float]:
    """Return how far a bar reaches to the left and to the right; its middle is halved."""
    middle = sum(piece.share for piece in bar.pieces if piece.side in {0, None}) / 2
    left = sum(piece.share for piece in bar.pieces if piece.side == -1)
    return left + middle, sum(piece.share for piece in bar.pieces if piece.side == 1) + middle


def _draw_bar(bar: Bar, canvas: Canvas) -> None:
    at, y = -_sides(bar)[0], canvas.y + 1
    for piece in sorted(bar.pieces, key=lambda piece: piece.place):
        canvas.box((at, at + piece.share), (y, y + ROW), color=_colour(piece.place, piece.side))
        canvas.line([at, at], [y, y + ROW], color="white", lw=0.8)
        at += piece.share
    canvas.line([0.0, 0.0], [y - 2, y + ROW + 2], color=INK, lw=1.2)


def _colour(place: float, side: int | None) -> str:
    if not side:
        return MIDDLE
    shades = BELOW if side < 0 else ABOVE
    return shades[min(len(shades) - 1, int(abs(place) * len(shades)))]
