"""The topline: every item with its wording, its base and the answers to it."""

from collections.abc import Iterator

from validation.reporting.disclosure import ShownLine, ShownTopline, guard_topline
from validation.reporting.formatting import NONE
from validation.reporting.model import Asked, Part, Table
from validation.reporting.setting import Setting


def build_parts(setting: Setting) -> tuple[Part, ...]:
    """Return the items by the parts of the questionnaire, derived ones last."""
    shown = {one.item: _guarded(one.item, setting) for one in setting.material.toplines}
    questionnaire = setting.material.questionnaire
    parts = [
        Part(
            setting.labels.say(section.title),
            tuple(_asked(shown[item.id], setting) for item in section.items if item.id in shown),
        )
        for section in questionnaire.sections
    ]
    derived = tuple(
        _asked(shown[one.id], setting) for one in questionnaire.derived if one.id in shown
    )
    parts.append(Part(setting.words("derived"), derived))
    return tuple(part for part in parts if part.items)


def _guarded(item: str, setting: Setting) -> ShownTopline:
    [topline] = [one for one in setting.material.toplines if one.item == item]
    return guard_topline(topline, setting.labels.type(item), setting.material.floor)


def _asked(shown: ShownTopline, setting: Setting) -> Asked:
    return Asked(
        id=shown.item,
        text=setting.labels.item(shown.item),
        base=_base(shown, setting),
        notes=tuple(_notes(shown, setting)),
        table=_table(shown, setting) if shown.lines and shown.base else None,
    )


def _base(shown: ShownTopline, setting: Setting) -> str:
    if shown.base is None:
        minimum = setting.numerals.integer(setting.material.floor.minimum)
        return setting.words("base_hidden", minimum=minimum)
    return setting.words("base", base=setting.numerals.integer(shown.base))


def _notes(shown: ShownTopline, setting: Setting) -> Iterator[str]:
    if shown.mean is not None:
        yield setting.words("mean_is", mean=setting.numerals.figure(shown.mean, "scale"))
    for kind, count in shown.kinds.items():
        yield setting.words(f"missing_{kind}", n=setting.numerals.integer(count))
    if shown.missing and not shown.kinds:
        yield setting.words("missing", n=setting.numerals.integer(shown.missing))
    if setting.labels.type(shown.item) == "ranking":
        yield setting.words("first_places")


def _table(shown: ShownTopline, setting: Setting) -> Table:
    weighted = any(line.share != line.weighted for line in shown.lines)
    names = ["answer", "n", "share", *(["weighted_share"] if weighted else [])]
    rows = (_row(shown.item, line, setting, weighted=weighted) for line in shown.lines)
    caption = setting.labels.item(shown.item)
    return Table(caption, tuple(setting.words(name) for name in names), tuple(rows))


def _row(item: str, line: ShownLine, setting: Setting, *, weighted: bool) -> tuple[str, ...]:
    shares = (line.share, line.weighted) if weighted else (line.share,)
    told = (NONE if share is None else setting.numerals.figure(share, "share") for share in shares)
    return (_answers(item, line, setting), setting.count(line.n), *told)


def _answers(item: str, line: ShownLine, setting: Setting) -> str:
    ends = [_answer(item, code, setting) for code in (line.codes[0], line.codes[-1])]
    return ends[0] if len(line.codes) == 1 else setting.words("joined", low=ends[0], high=ends[1])


def _answer(item: str, code: str, setting: Setting) -> str:
    """Return the words of an answer, a point of a scale with its number."""
    label = setting.labels.answer(item, code)
    rated = setting.labels.type(item) == "rating" and label != code
    return setting.words("point", code=code, label=label) if rated else label
