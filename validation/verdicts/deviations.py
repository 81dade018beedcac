"""Where a plan departs from an earlier one: what was decided after it was frozen."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field, JsonValue

from validation.study import Document
from validation.verdicts.plans import Plan, settled

Part = Literal[
    "study",
    "questionnaire",
    "claim_added",
    "claim_removed",
    "claim_changed",
    "bound_changed",
    "audience",
    "segments",
    "margins",
    "decision",
]
BOUNDS = frozenset({"at_least", "at_most", "between", "by", "within", "direction", "shares"})
OWN_PARTS: dict[str, Part] = {"segments": "segments", "margins": "margins"}
Content = Mapping[str, Any]


class Deviation(Document):
    """One thing that differs: which part of the plan, what of it, before and after."""

    part: Part
    about: str = Field(description="the id of the claim, else the key that differs")
    key: str | None = Field(None, description="what of a claim differs")
    before: JsonValue = None
    after: JsonValue = None


def deviations(old: Plan, new: Plan) -> tuple[Deviation, ...]:
    """Return every difference between two plans; none exactly where their hashes are the same."""
    before, after = (one.model_dump(mode="json", by_alias=True) for one in (old, new))
    return (
        *_whole("study", before, after),
        *_whole("questionnaire", before, after),
        *_claims(before, after),
        *_audience(before["audience"], after["audience"]),
        *_decision(before["decision"], after["decision"]),
    )


def _whole(part: Part, before: Content, after: Content) -> Iterator[Deviation]:
    if before[part] != after[part]:
        yield Deviation(part=part, about=part, before=before[part], after=after[part])


def _claims(before: Content, after: Content) -> Iterator[Deviation]:
    old, new = ({one["id"]: one for one in plan["claims"]} for plan in (before, after))
    for name in dict.fromkeys([*old, *new]):
        if name not in new:
            yield Deviation(part="claim_removed", about=name, before=old[name]["claim"])
        elif name not in old:
            yield Deviation(part="claim_added", about=name, after=new[name]["claim"])
        else:
            yield from _changed(name, old[name], new[name])


def _changed(name: str, before: Content, after: Content) -> Iterator[Deviation]:
    old, new = ({**one["claim"], "persona": one["persona"]} for one in (before, after))
    for key, was, now in _differences(old, new):
        part: Part = "bound_changed" if key in BOUNDS else "claim_changed"
        yield Deviation(part=part, about=name, key=key, before=was, after=now)


def _audience(before: Content, after: Content) -> Iterator[Deviation]:
    for key, was, now in _differences(before, after):
        yield Deviation(part=OWN_PARTS.get(key, "audience"), about=key, before=was, after=now)


def _decision(before: Content, after: Content) -> Iterator[Deviation]:
    for key, was, now in _differences(before, after):
        yield Deviation(part="decision", about=key, before=was, after=now)


def _differences(before: Content, after: Content) -> Iterator[tuple[str, Any, Any]]:
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if settled(was, key) != settled(now, key):
            yield key, was, now
