"""The journey as a curve of experience over its stages."""

from validation.reporting.curve import StageRating
from validation.reporting.model import Chart, Curve, Point, Table
from validation.reporting.setting import Setting


def build_journey(setting: Setting) -> Chart | None:
    """Return the curve of experience, nothing where no stage was rated by enough people."""
    floor = setting.material.floor
    ratings = [one for one in setting.material.ratings if one.n and not floor.covers(one.n)]
    if not ratings:
        return None
    title = setting.words("curve_title")
    return Chart(
        id="journey",
        title=title,
        conclusion=_conclusion(ratings, setting),
        picture=Curve(
            tuple(_point(number, one, setting) for number, one in enumerate(ratings, start=1)),
            plus=setting.words("plus_side"),
            minus=setting.words("minus_side"),
        ),
        table=_table(title, ratings, setting),
        language=setting.words.language,
    )


def _conclusion(ratings: list[StageRating], setting: Setting) -> str:
    best = max(ratings, key=lambda one: one.estimate)
    worst = min(ratings, key=lambda one: one.estimate)
    key = "curve_conclusion" if len(ratings) > 1 else "curve_conclusion_one"
    return setting.words(
        key,
        best=setting.labels.stage(best.stage),
        best_value=setting.numerals.integer(best.estimate),
        worst=setting.labels.stage(worst.stage),
        worst_value=setting.numerals.integer(worst.estimate),
    )


def _point(number: int, one: StageRating, setting: Setting) -> Point:
    label = setting.words("numbered", number=number, text=setting.labels.stage(one.stage))
    value = f"{setting.numerals.decimal(one.estimate, 1)} ({_interval(one, setting)})"
    return Point(label, value, one.estimate, one.ci_low, one.ci_high)


def _interval(one: StageRating, setting: Setting) -> str:
    return setting.numerals.interval((one.ci_low, one.ci_high), "scale", 1)


def _table(title: str, ratings: list[StageRating], setting: Setting) -> Table:
    names = ("stage", "rated_items", "experience", "interval", "n")
    rows = (
        (
            setting.labels.stage(one.stage),
            " · ".join(setting.labels.item(item) for item in one.items),
            setting.numerals.decimal(one.estimate, 1),
            _interval(one, setting),
            setting.numerals.integer(one.n),
        )
        for one in ratings
    )
    return Table(title, tuple(setting.words(name) for name in names), tuple(rows), words=2)
