"""What a study file must fulfil beyond its form: every name is there, every number can be."""

from collections import Counter
from collections.abc import Iterator, Mapping

from validation.claims import Asked
from validation.study.audience import Margin
from validation.study.base import Codes
from validation.study.cadence_checks import check_cadences
from validation.study.findings import Finding, absent
from validation.study.items import BandsItem, NumberItem, RatingItem, Scale, StudyItem, WrittenItem
from validation.study.model import Study
from validation.study.places import Path
from validation.study.times import in_words

ROUNDING = 0.005
SPLITTING = {"single", "multi", "rating", "bands"}
BUYERS = {"customers", "former_customers"}
PRIVACY = "Add privacy: {controller: {name: …, contact: …}, purpose: …}."
BANDS = "Make bands of a number, and name those."


def check_study(study: Study, scales: Mapping[str, Scale]) -> Iterator[Finding]:
    """Yield everything that is wrong with a study that has the right form."""
    asked = {item.id: asked_of(item, scales) for item in study.items}
    yield from _doubles(study)
    yield from _scales(study, scales)
    yield from _references(study)
    yield from _conditions(study, asked)
    yield from _segments(study, asked)
    yield from _margins(study, asked)
    yield from _columns(study)
    yield from _claims(study, asked)
    yield from _funnels(study)
    yield from _fieldwork(study, asked)
    yield from check_cadences(study, asked)


def asked_of(item: StudyItem, scales: Mapping[str, Scale]) -> Asked:
    """Return what a claim may know of a written item."""
    if isinstance(item, BandsItem):
        return Asked(item.id, "bands", tuple(item.bands))
    if isinstance(item, NumberItem):
        return Asked(item.id, "number", (), item.min, item.max)
    if isinstance(item, RatingItem):
        scale = scales.get(item.scale) if isinstance(item.scale, str) else item.scale
        return _rated(item.id, scale) if scale else Asked(item.id, "rating")
    return Asked(item.id, item.type, tuple(getattr(item, "options", ())))


def _rated(item: str, scale: Scale) -> Asked:
    levels = tuple(str(point) for point in range(scale.start, scale.end + 1))
    return Asked(item, "rating", levels, scale.start, scale.end)


def _doubles(study: Study) -> Iterator[Finding]:
    for key in ("stages", "personas", "touchpoints", "items", "hypotheses"):
        counts = Counter(part.id for part in getattr(study, key))
        for name in (name for name, count in counts.items() if count > 1):
            found = f"the id {name!r} {counts[name]} times"
            yield Finding((key, name), found, "an id of its own", "Rename all but one.")


def _scales(study: Study, scales: Mapping[str, Scale]) -> Iterator[Finding]:
    for item in study.items:
        if (
            isinstance(item, RatingItem)
            and isinstance(item.scale, str)
            and item.scale not in scales
        ):
            path = ("items", item.id, "scale")
            yield absent(path, item.scale, scales, "a shipped scale, or from and to")


def _references(study: Study) -> Iterator[Finding]:
    names = {
        "stage": [stage.id for stage in study.stages],
        "persona": [persona.id for persona in study.personas],
        "touchpoint": [touchpoint.id for touchpoint in study.touchpoints],
    }
    for section in ("touchpoints", "items", "hypotheses"):
        for part in getattr(study, section):
            for key, known in names.items():
                name = getattr(part, key, None)
                if name is not None and name not in known:
                    yield absent((section, part.id, key), name, known, f"the id of a {key}")
    rated = {item.id for item in study.items if isinstance(item, NumberItem | RatingItem)}
    for item in study.items:
        if isinstance(item, BandsItem) and item.of not in rated:
            yield absent(("items", item.id, "of"), item.of, rated, "an item with numbers")


def _conditions(study: Study, asked: Mapping[str, Asked]) -> Iterator[Finding]:
    for persona in study.personas:
        yield from _condition(("personas", persona.id, "when"), persona.when, asked)
    for item in study.items:
        if isinstance(item, WrittenItem):
            yield from _condition(("items", item.id, "when"), item.when, asked)


def _condition(
    path: Path, condition: Mapping[str, Codes], asked: Mapping[str, Asked]
) -> Iterator[Finding]:
    for name, options in condition.items():
        if name not in asked:
            yield absent((*path, name), name, asked, "the id of an item")
            continue
        if asked[name].type not in SPLITTING:
            found = f"{name}, of type {asked[name].type}"
            yield Finding((*path, name), found, "an item with answers to choose", BANDS)
        for option in options if asked[name].levels else ():
            if option not in asked[name].levels:
                yield absent((*path, name), option, asked[name].levels, f"an answer of {name}")


def _segments(study: Study, asked: Mapping[str, Asked]) -> Iterator[Finding]:
    for name in study.audience.segments:
        path = ("audience", "segments", name)
        if name not in asked:
            yield absent(path, name, asked, "the id of an item")
        elif asked[name].type not in SPLITTING:
            found = f"{name}, of type {asked[name].type}"
            must = f"an item of type {' or '.join(sorted(SPLITTING))}"
            yield Finding(path, found, must, BANDS)


def _margins(study: Study, asked: Mapping[str, Asked]) -> Iterator[Finding]:
    for name, margin in study.audience.margins.items():
        path = ("audience", "margins", name)
        if name not in asked:
            yield absent(path, name, asked, "the id of an item")
        elif asked[name].type not in SPLITTING - {"multi"}:
            found = f"{name}, of type {asked[name].type}"
            yield Finding(path, found, "an item whose levels exclude each other")
        else:
            yield from _margin(path, margin, asked[name].levels)


def _margin(path: Path, margin: Margin, levels: tuple[str, ...]) -> Iterator[Finding]:
    for level in margin:
        if level not in levels:
            yield absent((*path, level), level, levels, "a level of the item")
    for level in levels:
        if set(margin) < set(levels) and level not in margin:
            yield Finding(path, f"no share for {level!r}", "a share for every level of the item")
    total = sum(margin.values())
    if abs(total - 1) > ROUNDING:
        yield Finding(path, f"shares that add up to {total:.4g}", "shares that add up to 1")


def _columns(study: Study) -> Iterator[Finding]:
    known = {item.id for item in study.items}
    for column, name in study.data.columns.items():
        if name not in known and name.split(".")[0] not in known:
            yield absent(("data", "columns", column), name, known, "the id of an item")


def _claims(study: Study, asked: Mapping[str, Asked]) -> Iterator[Finding]:
    for hypothesis in study.hypotheses:
        for problem in hypothesis.claim.problems(asked):
            path = ("hypotheses", hypothesis.id, "claim", *problem.where.split("."))
            yield Finding(path, problem.found, problem.must, problem.hint)


def _funnels(study: Study) -> Iterator[Finding]:
    """Yield funnels of which nobody could be lost, or whose steps some are never asked for."""
    reaches = study.audience.reaches
    routed = {
        item.id: item.stage
        for item in study.items
        if isinstance(item, WrittenItem) and item.stage and not item.background
    }
    asks = study.fieldwork.mode != "import" and len(study.stages) > 1
    for hypothesis in (one for one in study.hypotheses if one.claim.needs_leavers):
        path = ("hypotheses", hypothesis.id, "claim")
        if reaches and set(reaches) <= BUYERS:
            found = f"{hypothesis.claim.kind}, of {' and '.join(reaches)} alone".replace("_", " ")
            must = "asked of people who did not buy as well; of others it cannot be answered"
            hint = "Write prospects or leads under audience.reaches if they can be asked."
            yield Finding((*path, "kind"), found, must, hint)
        for item in (one.item for one in hypothesis.claim.measures() if asks):
            if item in routed:
                found = f"{item}, asked only of those who reached the stage {routed[item]}"
                hint = "Take the stage from the item, or the funnel from the claim."
                yield Finding((*path, "funnel", item), found, "an item that all are asked", hint)


def _fieldwork(study: Study, asked: Mapping[str, Asked]) -> Iterator[Finding]:
    fieldwork = study.fieldwork
    if fieldwork.mode != "import" and study.privacy is None:
        must = f"given where the mode is {fieldwork.mode}, because respondents are told it"
        yield Finding(("privacy",), "nothing", must, PRIVACY)
    for reminder in fieldwork.reminders or ():
        if reminder >= fieldwork.open_for:
            found = f"a reminder {in_words(reminder)} after opening"
            must = f"earlier than the closing, {in_words(fieldwork.open_for)} after it"
            yield Finding(("fieldwork", "reminders"), found, must, "Or let it be open for longer.")
    for name, codes in fieldwork.attention.items():
        path = ("fieldwork", "attention", name)
        if name not in asked:
            yield absent(path, name, asked, "the id of an item")
        for code in codes if name in asked else ():
            if code not in asked[name].levels:
                yield absent(path, code, asked[name].levels, f"an answer of {name}")
