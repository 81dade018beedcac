"""A series as a small picture: an SVG that takes its colours from the page, and one for a mail."""

from collections.abc import Callable, Iterator
from html import escape

from validation.reporting.canvas import GRID, INK, SMALL, SOFT, TINT, Canvas
from validation.reporting.formatting import Numerals
from validation.reporting.trend_model import Multiple
from validation.reporting.trend_picture import Dot, Marker, TrendPicture

WIDTH, HEIGHT = 320, 168
LEFT, RIGHT, TOP, BOTTOM = 50, 12, 12, 24
ARM = 6
SHAPES: dict[Marker, str] = {
    "up": f"l{ARM} {2 * ARM}h{-2 * ARM}z",
    "down": f"l{ARM} {-2 * ARM}h{-2 * ARM}z",
    "up_baseline": f"l{ARM} {2 * ARM}h{-2 * ARM}z",
    "down_baseline": f"l{ARM} {-2 * ARM}h{-2 * ARM}z",
}
# A marker stands beyond the end of the interval, so that neither hides the other.
BEYOND = 4
LEDGE = -0.03  # where the ground of a drawing begins, left of the first wave
BLUE, ORANGE = "#0072b2", "#d55e00"


def draw_multiple(multiple: Multiple) -> str:
    """Return a small picture as an SVG element, its conclusion as its description."""
    picture = multiple.picture
    if picture is None:
        return ""
    name = escape(multiple.id)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(multiple.title)}</title>'
        f'<desc id="{name}-desc">{escape(multiple.conclusion)}</desc>{_body(picture)}</svg>'
    )


def draw_marker(marker: Marker) -> str:
    """Return the sign of a marker as an SVG element without words."""
    start = ARM if marker.startswith("up") else -ARM
    shape = SHAPES[marker]
    return (
        f'<svg class="sign" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">'
        f'<path class="{marker}" d="M0 {-start}{shape}"/></svg>'
    )


def draw_trend(picture: TrendPicture, numerals: Numerals) -> Canvas:
    """Return a series on a surface, as wide as a phone."""
    del numerals
    canvas = Canvas(LEDGE - 0.1, 1.03)
    top, height = canvas.y + 14.0, 140.0

    def down(value: float) -> float:
        low, high = picture.axis
        return top + height * (1 - (value - low) / (high - low))

    _draw_ground(canvas, picture, (top, top + height), down)
    for before, dot in zip((None, *picture.dots), picture.dots, strict=False):
        if before is not None and dot.joined:
            ends = [down(before.estimate), down(dot.estimate)]
            canvas.line([before.at, dot.at], ends, color=BLUE, lw=1.6, zorder=3)
        canvas.line([dot.at, dot.at], [down(dot.low), down(dot.high)], color=SOFT, lw=1.2)
        canvas.mark(dot.at, down(dot.estimate), {"marker": "o", "ms": 5, "color": BLUE})
        if dot.marker is not None:
            _draw_marker(canvas, dot, down(dot.high) - 9, dot.marker)
    canvas.y = top + height + 8
    canvas.axis(picture.times, canvas.y - 4)
    return canvas


def _draw_ground(
    canvas: Canvas,
    picture: TrendPicture,
    ends: tuple[float, float],
    down: Callable[[float], float],
) -> None:
    region = _region(picture)
    if region is not None:
        canvas.box((LEDGE, 1.03), (down(region[1]), down(region[0])), color=TINT, zorder=0)
    for value, words in picture.ticks:
        canvas.line([LEDGE, 1.03], [down(value)] * 2, color=GRID, lw=0.8, zorder=1)
        canvas.text(0.0, down(value) - SMALL / 2 - 2, words, size=SMALL, color=SOFT)
    for at in picture.breaks:
        canvas.line([at, at], ends, color=INK, lw=1, ls=(0, (4, 3)))


def _draw_marker(canvas: Canvas, dot: Dot, y: float, marker: Marker) -> None:
    up = marker.startswith("up")
    filled = not marker.endswith("baseline")
    look = {"marker": "^" if up else "v", "ms": 8, "mec": ORANGE, "mew": 1.4}
    canvas.mark(dot.at, y, look | {"mfc": ORANGE if filled else "#ffffff"})


def _body(picture: TrendPicture) -> str:
    return "".join(
        (*_ground(picture), _whiskers(picture), _line(picture), _dots(picture), *_signs(picture))
    )


def _ground(picture: TrendPicture) -> Iterator[str]:
    region = _region(picture)
    if region is not None:
        low, high = (_down(picture, end) for end in region)
        place = f'x="{LEFT}" y="{high}" width="{WIDTH - LEFT - RIGHT}" height="{low - high:.1f}"'
        yield f'<rect class="region" {place}/>'
    for value, words in picture.ticks:
        y = _down(picture, value)
        yield f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'
        yield f'<text class="tick end" x="{LEFT - 6}" y="{y + 4:.1f}">{escape(words)}</text>'
    for at, words in picture.times:
        yield f'<text class="tick" x="{_across(at)}" y="{HEIGHT - 7}">{escape(words)}</text>'
    for at in picture.breaks:
        yield f'<path class="break" d="M{_across(at)} {TOP}V{HEIGHT - BOTTOM}"/>'


def _region(picture: TrendPicture) -> tuple[float, float] | None:
    """Return the part of the axis on which the claim is true, if there is any."""
    low, high = picture.bounds
    if low is None and high is None:
        return None
    first = picture.axis[0] if low is None else max(low, picture.axis[0])
    last = picture.axis[1] if high is None else min(high, picture.axis[1])
    return (first, last) if first < last else None


def _whiskers(picture: TrendPicture) -> str:
    ends = (
        f"M{_across(dot.at)} {_down(picture, dot.low)}V{_down(picture, dot.high)}"
        for dot in picture.dots
    )
    return f'<path class="whisker" d="{"".join(ends)}"/>'


def _line(picture: TrendPicture) -> str:
    steps = (
        f"{'L' if dot.joined else 'M'}{_across(dot.at)} {_down(picture, dot.estimate)}"
        for dot in picture.dots
    )
    return f'<path class="line" d="{"".join(steps)}"/>'


def _dots(picture: TrendPicture) -> str:
    dots = (f"M{_across(dot.at)} {_down(picture, dot.estimate)}h0" for dot in picture.dots)
    return f'<path class="dot" d="{"".join(dots)}"/>'


def _signs(picture: TrendPicture) -> Iterator[str]:
    for dot in picture.dots:
        if dot.marker is None:
            continue
        if dot.marker.startswith("up"):
            y = max(_down(picture, dot.high) - BEYOND - 2 * ARM, 0.0)
        else:
            y = min(_down(picture, dot.low) + BEYOND + 2 * ARM, float(HEIGHT - BOTTOM))
        yield f'<path class="{dot.marker}" d="M{_across(dot.at)} {y:.1f}{SHAPES[dot.marker]}"/>'


def _across(at: float) -> float:
    return round(LEFT + 8 + at * (WIDTH - LEFT - RIGHT - 16), 1)


def _down(picture: TrendPicture, value: float) -> float:
    low, high = picture.axis
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)
