"""What a person said about a claim, as the claim and its items stand in a study file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from validation.claims import BaseClaim
from validation.errors import StudyError
from validation.study import Outline, Source, parse_study

Part = dict[str, Any]
Given = Mapping[str, str]

MAJORITY = {"most": 0.5, "the majority": 0.5, "majority": 0.5, "half": 0.5, "a third": 1 / 3}
SCALE = {"from": 1, "to": 10, "low": "very poor", "high": "very good"}
NPS_SCALE = {"from": 0, "to": 10, "low": "not at all likely", "high": "extremely likely"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claim as it is asked for: in words, question by question."""

    words: str
    asks: tuple[tuple[str, str, str | None], ...]
    draft: Callable[[str, Given], tuple[Part, list[Part]]]


@dataclass(slots=True)
class Draft:
    """A study that is being written: it passes the checks after each hypothesis."""

    head: Part
    outlines: Mapping[str, Outline]
    items: list[Part] = field(default_factory=list)
    hypotheses: list[Part] = field(default_factory=list)

    def add(self, hypothesis: Part, kind: str, given: Given) -> BaseClaim:
        """Add a hypothesis with its items, and return its claim.

        Raises:
            StudyError: what was said makes no claim; nothing is added then.
        """
        claim, items = KINDS[kind].draft(hypothesis["id"], given)
        stage = {"stage": hypothesis["stage"]}
        more_items = [*self.items, *({**item, **stage} for item in items)]
        more = [*self.hypotheses, {**hypothesis, "claim": {"kind": kind, **claim}}]
        content = {**self.head, "items": more_items, "hypotheses": more}
        study = parse_study(Source(content), outlines=self.outlines)
        self.items, self.hypotheses = more_items, more
        return study.hypotheses[-1].claim

    def free_id(self, wanted: str) -> str:
        """Return the id, with a number if it is taken."""
        taken = {part["id"] for part in self.hypotheses}
        number = 2
        free = wanted
        while free in taken:
            free, number = f"{wanted}-{number}", number + 1
        return free

    def content(self) -> Part:
        """Return what goes into the file."""
        return {**self.head, "items": self.items, "hypotheses": self.hypotheses}


def share_of(words: str) -> float:
    """Return the share that words or a number name; "most" is above one half.

    >>> share_of("most"), share_of("60 %"), share_of("0.3")
    (0.5, 0.6, 0.3)
    """
    if words.strip().lower() in MAJORITY:
        return MAJORITY[words.strip().lower()]
    number = number_of(words)
    return number / 100 if "%" in words or number > 1 else number


def number_of(words: str) -> float:
    """Return the number in a text.

    >>> number_of("about 7,5 points")
    7.5

    Raises:
        StudyError: there is none.
    """
    found = re.search(r"[-−]?\d+(?:[.,]\d+)?", words)
    if found is None:
        raise StudyError(f"{words!r}: found no number, must be one such as 60 % or 7.5.")
    return float(found[0].replace(",", ".").replace("−", "-"))


def _share(name: str, given: Given) -> tuple[Part, list[Part]]:
    item = {
        "id": f"{name}-item",
        "type": "single",
        "text": given["question"],
        "options": {"yes": given["yes"], "no": given["no"]},
    }
    claim = {"item": item["id"], "options": ["yes"], "at_least": share_of(given["bound"])}
    return claim, [item]


def _level(name: str, given: Given) -> tuple[Part, list[Part]]:
    item = _rated(name, given)
    return {"item": item["id"], "at_least": number_of(given["bound"])}, [item]


def _score(name: str, given: Given) -> tuple[Part, list[Part]]:
    item = {"id": f"{name}-item", "type": "rating", "text": given["question"], "scale": NPS_SCALE}
    claim = {"score": "nps", "item": item["id"], "at_least": number_of(given["bound"])}
    return claim, [item]


def _comparison(name: str, given: Given) -> tuple[Part, list[Part]]:
    items = [
        {"id": f"{name}-{side}", "type": "rating", "text": given[side], "scale": SCALE}
        for side in ("higher", "lower")
    ]
    by = number_of(given["by"])
    return {"higher": items[0]["id"], "lower": items[1]["id"], "by": by}, items


def _ordinal(name: str, given: Given) -> tuple[Part, list[Part]]:
    items = _split(name, given)
    claim = {"segment": items[1]["id"], "higher": "first", "lower": "second"}
    return {"item": items[0]["id"], **claim}, items


def _equivalence(name: str, given: Given) -> tuple[Part, list[Part]]:
    items = _split(name, given)
    claim = {"segment": items[1]["id"], "groups": ["first", "second"]}
    return {"item": items[0]["id"], **claim, "within": number_of(given["within"])}, items


def _split(name: str, given: Given) -> list[Part]:
    """Return a rating, and the question that tells two groups apart."""
    groups = {"first": given["first"], "second": given["second"]}
    return [
        _rated(name, given),
        {"id": f"{name}-group", "type": "single", "text": given["segment"], "options": groups},
    ]


def _association(name: str, given: Given) -> tuple[Part, list[Part]]:
    items = [
        {"id": f"{name}-{side}", "type": "rating", "text": given[side], "scale": SCALE}
        for side in ("one", "other")
    ]
    claim = {"item": items[0]["id"], "with": items[1]["id"]}
    return {**claim, "direction": given["direction"].strip().lower()}, items


def _change(name: str, given: Given) -> tuple[Part, list[Part]]:
    item = _rated(name, given)
    direction, by = given["direction"].strip().lower(), number_of(given["by"])
    claim = {"item": item["id"], "since": given["since"].strip(), "direction": direction, "by": by}
    return claim, [item]


def _trend(name: str, given: Given) -> tuple[Part, list[Part]]:
    item = _rated(name, given)
    direction = given["direction"].strip().lower()
    steady = {"within": number_of(given["within"])} if direction == "steady" else {}
    return {"item": item["id"], "direction": direction, **steady}, [item]


def _rated(name: str, given: Given) -> Part:
    return {"id": f"{name}-item", "type": "rating", "text": given["question"], "scale": SCALE}


def _drop_off(name: str, given: Given) -> tuple[Part, list[Part]]:
    steps = [step.strip() for step in given["steps"].split(",") if step.strip()]
    options = {f"step-{number}": step for number, step in enumerate(steps, start=1)}
    item = {
        "id": f"{name}-item",
        "type": "multi",
        "text": given["question"],
        "options": options,
    }
    largest = f"step-{number_of(given['largest_at']):g}"
    return {"item": item["id"], "funnel": list(options), "largest_at": largest}, [item]


QUESTION = ("question", "The question to ask, as a respondent reads it", None)
GROUPS = (
    ("segment", "The question that tells the two groups apart", None),
    ("first", "The answer of the first group", None),
    ("second", "The answer of the second group", None),
)
KINDS: dict[str, Kind] = {
    "share": Kind(
        "so many people do, think, met or chose something (a share)",
        (
            QUESTION,
            ("yes", "The answer that bears the statement out", "Yes"),
            ("no", "The other answer", "No"),
            ("bound", "By how many at least? (most, 60 %, 0.3)", "most"),
        ),
        _share,
    ),
    "level": Kind(
        "something is rated so high on average (a level, on a scale from 1 to 10)",
        (QUESTION, ("bound", "How high at least, from 1 to 10?", "7.5")),
        _level,
    ),
    "score": Kind(
        "so many would recommend it (a Net Promoter Score)",
        (QUESTION, ("bound", "How many points at least, from -100 to 100?", "30")),
        _score,
    ),
    "comparison": Kind(
        "the same people rate one thing above another (a comparison)",
        (
            ("higher", "The question about what is rated higher", None),
            ("lower", "The question about what is rated lower", None),
            ("by", "By how many points of the scale at least?", "0"),
        ),
        _comparison,
    ),
    "ordinal": Kind(
        "one group tends to rate something higher than another (an order)",
        (QUESTION, *GROUPS),
        _ordinal,
    ),
    "equivalence": Kind(
        "two groups rate something the same (an equivalence)",
        (QUESTION, *GROUPS, ("within", "Below how many points do they not differ?", "0.5")),
        _equivalence,
    ),
    "association": Kind(
        "the higher one thing is rated, the higher or lower another (an association)",
        (
            ("one", "The question about the one thing", None),
            ("other", "The question about the other", None),
            ("direction", "Do they rise together (up), or does one fall (down)?", "up"),
        ),
        _association,
    ),
    "drop_off": Kind(
        "most are lost at one of several steps (a drop-off)",
        (
            ("question", "The question, such as: which of these have you done?", None),
            ("steps", "The steps in their order, with commas between", None),
            ("largest_at", "At which of them are most lost? (2 for the second)", "2"),
        ),
        _drop_off,
    ),
    "change": Kind(
        "something is rated higher, or lower, than in an earlier wave (a change)",
        (
            QUESTION,
            ("since", "Since which wave? (previous, baseline, or the name of one)", "previous"),
            ("direction", "Has it gone up or down?", "up"),
            ("by", "By how many points of the scale at least?", "0"),
        ),
        _change,
    ),
    "trend": Kind(
        "something is rated higher, or lower, or the same, from wave to wave (a trend)",
        (
            QUESTION,
            ("direction", "Does it go up, or down, or is it steady?", "up"),
            ("within", "Below how many points a year is it steady?", "0.2"),
        ),
        _trend,
    ),
}
