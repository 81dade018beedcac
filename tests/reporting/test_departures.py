from collections.abc import Callable
from typing import get_args

import pytest

from validation.claims import Claim
from validation.language import SHIPPED
from validation.rendering import wording
from validation.reporting.departures import build_departures
from validation.reporting.setting import Setting
from validation.study import Document, Study
from validation.verdicts.deviations import Part


class Differs(Document):
    """One thing that differs from the plan."""

    part: str
    about: str = ""
    key: str | None = None
    before: object = None
    after: object = None


BOUND = Differs(part="bound_changed", about="good", key="at_least", before=0.5, after=0.45)


@pytest.mark.parametrize(
    ("differs", "sentence"),
    [
        (Differs(part="claim_added", about="good"),
         "Added after the plan was made: “Most find it good”."),
        (BOUND, "The bound of “Most find it good” was changed (at least: 0.5, now 0.45)."),
        (Differs(part="claim_changed", about="good", key="item", before="quality", after="price"),
         "The claim of “Most find it good” was changed (question: Quality?, now Price?)."),
        (Differs(part="segments", before=["a", "b"], after=[]),
         "The segments were changed: a, b, now –."),
        (Differs(part="audience", about="size", before=None, after={"x": 1800000}),
         "The audience was changed (size: –, now x: 1,800,000)."),
        (Differs(part="decision", about="adjust", before="holm", after="none"),
         "The decision rule was changed (correction for many claims: Holm, now none)."),
    ],
)  # fmt: skip
def test_what_differs_is_a_sentence(
    setting_of: Callable[..., Setting], differs: Differs, sentence: str
) -> None:
    assert [*build_departures(setting_of(deviations=(differs,)))] == [sentence]


def test_it_is_told_in_the_language_of_the_reader(setting_of: Callable[..., Setting]) -> None:
    who = Differs(part="audience", about="who", before={"en": "All", "fi": "Kaikki"}, after="Osa")
    setting = setting_of(deviations=(BOUND, who), language="fi")
    assert [*build_departures(setting)] == [
        "Väitteen rajaa on muutettu: ”Useimmat” (vähintään: 0,5, nyt 0,45).",
        "Kohderyhmää on muutettu (keitä: Kaikki, nyt Osa).",
    ]


def keys() -> set[str]:
    """Return every key of a claim, an audience and a decision rule that may differ."""
    kinds = [get_args(one)[0] if get_args(one) else one for one in get_args(get_args(Claim)[0])]
    fields = [kind.model_fields.items() for kind in kinds]
    fields += [
        one.model_fields.items()
        for name in ("audience", "decision")
        if (one := Study.model_fields[name].annotation) is not None
    ]
    named = {field.alias or name for shown in fields for name, field in shown}
    return named - {"segments", "margins"}  # these have sentences of their own


def test_every_key_and_every_part_of_a_plan_has_its_words() -> None:
    words = wording("report", "en")
    assert {"at_least", "with", "from", "size", "minimum_answers"} <= keys()
    for key in keys():
        assert words.texts[f"key_{key}"].missing(SHIPPED) == []
    for part in get_args(Part):
        assert f"deviation_{part}" in words
