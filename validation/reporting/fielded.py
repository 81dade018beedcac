"""How a wave was fielded: who was on the list, who was asked, and who answered."""

from collections.abc import Iterator

from validation.reporting.model import Fact, Table
from validation.reporting.setting import Setting
from validation.sampling import Listed


def fielded_facts(setting: Setting) -> Iterator[Fact]:
    """Yield how many were on the list, were asked, and answered in part; nothing of imports."""
    fielding = setting.material.assessment.hearing.fielding
    if fielding is None:
        return
    words, numerals = setting.words, setting.numerals
    yield from _listed_facts(setting, fielding.listed)
    if fielding.frame is not None:
        yield Fact(words("on_the_list"), numerals.integer(fielding.frame))
    asked = "started" if fielding.frame is None else "invited"
    yield Fact(words(asked), numerals.integer(fielding.invited))
    yield Fact(words("partial_responses"), numerals.integer(fielding.partial))


def _listed_facts(setting: Setting, listed: Listed | None) -> Iterator[Fact]:
    """Yield whom the list held and who of it could not be heard; few people are not counted."""
    if listed is None:
        return
    floor, words = setting.material.floor, setting.words
    lost = {"without_address": listed.without_address, "suppressed": listed.suppressed}
    few = floor.covers(sum(lost.values()))
    yield Fact(words("listed"), setting.count(None if few else listed.contacts))
    for (name, n), hidden in zip(lost.items(), floor.hides([*lost.values()]), strict=True):
        if n:
            yield Fact(words(name), setting.count(None if hidden else n))
    for language, n in listed.languages_not_offered.items():
        shown = setting.count(None if floor.covers(n) else n)
        yield Fact(words("other_language", language=language), shown)
    size = setting.material.study.audience.size
    if size is not None:
        share = setting.numerals.percent(listed.reachable / size, 1)
        yield Fact(words("audience_reached"), share)


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
