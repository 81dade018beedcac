"""How a wave was fielded: who was on the list, who was asked, and who answered."""

from collections.abc import Iterator

from validation.reporting.model import Fact, Table
from validation.reporting.setting import Setting


def fielded_facts(setting: Setting) -> Iterator[Fact]:
    """Yield how many were on the list, were asked, and answered in part; nothing of imports."""
    fielding = setting.material.assessment.hearing.fielding
    if fielding is None:
        return
    words, numerals = setting.words, setting.numerals
    if fielding.frame is not None:
        yield Fact(words("on_the_list"), numerals.integer(fielding.frame))
    asked = "started" if fielding.frame is None else "invited"
    yield Fact(words(asked), numerals.integer(fielding.invited))
    yield Fact(words("partial_responses"), numerals.integer(fielding.partial))


def fielded_tables(setting: Setting) -> Iterator[Table]:
    """Yield the respondents against the list, a stratum a row, where it was drawn in strata."""
    fielding = setting.material.assessment.hearing.fielding
    if fielding is None or not fielding.strata:
        return
    marks = setting.material.floor.hides([one.responses for one in fielding.strata])
    names = ("stratum", "on_the_list", "invited", "responses")
    rows = tuple(
        (
            one.name,
            setting.numerals.integer(one.frame),
            setting.numerals.integer(one.invited),
            setting.count(None if hidden else one.responses),
        )
        for one, hidden in zip(fielding.strata, marks, strict=True)
    )
    columns = tuple(setting.words(name) for name in names)
    yield Table(setting.words("list_caption"), columns, rows)
