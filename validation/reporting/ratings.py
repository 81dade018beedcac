"""Rated items as bars about the middle of their scale, the best first."""

from collections.abc import Iterator
from dataclasses import dataclass

from validation.questionnaire import Item, Section
from validation.reporting.disclosure import ShownLine, ShownTopline, guard_topline
from validation.reporting.formatting import NONE
from validation.reporting.model import Bar, Bars, Chart, Piece, Table
from validation.reporting.setting import Setting

MOST = 12


@dataclass(frozen=True, slots=True)
class Rated:
    """A rated item with the stretches of its scale that may be shown."""

    item: Item
    shown: ShownTopline
    pieces: tuple[Piece, ...]

    @property
    def place(self) -> float:
        """Where on the scale the answers lie on average, from −1 to 1."""
        return sum(piece.place * piece.share for piece in self.pieces)

    def share(self, side: int) -> float | None:
        """Return the share below (−1), at (0) or above (1) the middle; None if it is not known."""
        if any(piece.side is None for piece in self.pieces):
            return None
        return sum(piece.share for piece in self.pieces if piece.side == side)


def build_ratings(setting: Setting) -> tuple[Chart, ...]:
    """Return charts of the rated items, by the parts of the questionnaire."""
    sections = setting.material.questionnaire.sections
    return tuple(chart for section in sections for chart in _charts(section, setting))


def _charts(section: Section, setting: Setting) -> Iterator[Chart]:
    found = [rated for item in section.items for rated in _rated(item, setting)]
    ordered = sorted(found, key=lambda rated: -rated.place)
    parts = -(-len(ordered) // MOST)
    for part in range(parts):
        stretch = ordered[len(ordered) * part // parts : len(ordered) * (part + 1) // parts]
        title = setting.labels.say(section.title)
        if parts > 1:
            title = setting.words("part_of", title=title, part=part + 1, parts=parts)
        yield _chart(f"ratings-{section.id}-{part + 1}", title, stretch, setting)


def _rated(item: Item, setting: Setting) -> Iterator[Rated]:
    topline = next((one for one in setting.material.toplines if one.item == item.id), None)
    if item.type != "rating" or topline is None:
        return
    shown = guard_topline(topline, item.type, setting.material.floor)
    if shown.base:
        pieces = (_piece(line, item) for line in shown.lines if line.n)
        yield Rated(item, shown, tuple(pieces))


def _piece(line: ShownLine, item: Item) -> Piece:
    points = [float(code) for code in line.codes]
    first, last = (_about_middle(point, item) for point in (min(points), max(points)))
    return Piece(first, last, line.weighted or 0.0)


def _about_middle(point: float, item: Item) -> float:
    codes = [float(choice.code) for choice in item.choices]
    low, high = min(codes), max(codes)
    return (2 * point - low - high) / (high - low)


def _chart(name: str, title: str, rated: list[Rated], setting: Setting) -> Chart:
    return Chart(
        id=name,
        title=title,
        conclusion=_conclusion(rated, setting),
        picture=Bars(
            tuple(_bar(one, setting) for one in rated),
            low=setting.words("scale_low"),
            high=setting.words("scale_high"),
        ),
        table=_table(title, rated, setting),
        language=setting.words.language,
    )


def _conclusion(rated: list[Rated], setting: Setting) -> str:
    best, worst = rated[0], rated[-1]
    key = "ratings_conclusion" if len(rated) > 1 else "ratings_conclusion_one"
    return setting.words(
        key,
        best=setting.labels.say(best.item.text),
        best_mean=_mean(best, setting),
        worst=setting.labels.say(worst.item.text),
        worst_mean=_mean(worst, setting),
    )


def _bar(rated: Rated, setting: Setting) -> Bar:
    parted = rated.share(-1) is not None
    value = setting.words(
        "bar_value" if parted else "bar_value_mean",
        below=_share(rated.share(-1), setting),
        above=_share(rated.share(1), setting),
        mean=_mean(rated, setting),
        n=setting.count(rated.shown.base),
    )
    return Bar(setting.labels.say(rated.item.text), value, rated.pieces)


def _mean(rated: Rated, setting: Setting) -> str:
    return setting.numerals.figure(rated.shown.mean, "scale")


def _table(title: str, rated: list[Rated], setting: Setting) -> Table:
    names = ("item", "below_middle", "at_middle", "above_middle", "mean", "n")
    rows = (
        (
            setting.labels.say(one.item.text),
            *(_share(one.share(side), setting) for side in (-1, 0, 1)),
            _mean(one, setting),
            setting.count(one.shown.base),
        )
        for one in rated
    )
    return Table(title, tuple(setting.words(name) for name in names), tuple(rows))


def _share(share: float | None, setting: Setting) -> str:
    return NONE if share is None else setting.numerals.figure(share, "share")
