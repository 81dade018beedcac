"""Which responses look careless, and whether they make the verdicts."""

from collections.abc import Iterator

from validation.reporting.model import Table
from validation.reporting.setting import Setting
from validation.verdicts import Screened


def screened_sentences(setting: Setting) -> Iterator[str]:
    """Yield the one paragraph on responses that look careless, if they were screened."""
    screened = setting.material.assessment.screened
    if screened is not None:
        yield " ".join(_sentences(screened, setting))


def screened_tables(setting: Setting) -> Iterator[Table]:
    """Yield the verdicts with and without the flagged responses, where they differ."""
    screened = setting.material.assessment.screened
    if screened is None or not screened.differing:
        return
    says = {line.verdict.id: setting.says(line) for line in setting.lines}
    rows = []
    for one in screened.differing:
        verdicts = [setting.verdict(one.verdict), setting.verdict(one.otherwise)]
        rows.append((says[one.id], *(reversed(verdicts) if screened.left_out else verdicts)))
    columns = tuple(map(setting.words, ("hypothesis", "with_flagged", "without_flagged")))
    yield Table(setting.words("flagged_caption"), columns, tuple(rows), words=3)


def _sentences(screened: Screened, setting: Setting) -> Iterator[str]:
    words, rule = setting.words, "left_out" if screened.left_out else "counted"
    if screened.n:
        total = setting.material.assessment.n + (screened.n if screened.left_out else 0)
        yield words(
            "flagged_some",
            total=setting.numerals.integer(total),
            n=_guarded(screened.n, setting),
            flags=", ".join(_counts(screened, setting)),
        )
        yield words(f"flagged_{rule}")
        differing = setting.numerals.integer(len(screened.differing))
        yield words(f"flags_{_comparison(screened)}_{rule}", n=differing)
    elif screened.flags:
        yield words("flagged_none")
    if screened.unknown:
        unknown = (
            words("flag_unknown", flag=words(f"flag_{kind}"), why=words(f"why_{reason}"))
            for kind, reason in screened.unknown.items()
        )
        yield words("flags_unknown", flags=", ".join(unknown))


def _counts(screened: Screened, setting: Setting) -> Iterator[str]:
    found = [one for one in screened.flags if one.n]
    hides = setting.material.floor.hides([one.n for one in found])
    for one, hidden in zip(found, hides, strict=True):
        n = setting.count(None if hidden else one.n)
        yield setting.words("flag_count", flag=setting.words(f"flag_{one.kind}"), n=n)


def _guarded(n: int, setting: Setting) -> str:
    floor = setting.material.floor
    if floor.covers(n):
        return setting.words("fewer_than", n=setting.numerals.integer(floor.minimum))
    return setting.numerals.integer(n)


def _comparison(screened: Screened) -> str:
    if not screened.compared:
        return "not_compared"
    return "differing" if screened.differing else "same"
