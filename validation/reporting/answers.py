"""The answer first: what holds, what does not, what is open, what cannot be said."""

from collections.abc import Iterator

from validation.reporting.across import across_notes
from validation.reporting.effects import effect_words
from validation.reporting.model import Answer, Fact, Group
from validation.reporting.sentences import verdict_notes, verdict_sentence
from validation.reporting.setting import Line, Setting
from validation.verdicts import Verdict


def build_groups(setting: Setting) -> tuple[Group, ...]:
    """Return the hypotheses by verdict, each with its sentence; empty groups count as none."""
    return tuple(_group(verdict, setting) for verdict in Verdict)


def _group(verdict: Verdict, setting: Setting) -> Group:
    lines = [line for line in setting.lines if line.verdict.verdict is verdict]
    key = str(verdict).replace(" ", "_")
    return Group(
        verdict=verdict,
        word=setting.words(f"verdict_{key}"),
        heading=setting.words(f"heading_{key}"),
        count=setting.numerals.integer(len(lines)),
        answers=tuple(_answer(line, setting) for line in lines),
    )


def _answer(line: Line, setting: Setting) -> Answer:
    return Answer(
        number=line.number,
        id=line.hypothesis.id,
        says=setting.labels.say(line.hypothesis.says),
        verdict=line.verdict.verdict,
        sentence=verdict_sentence(line, setting),
        about=_about(line, setting),
        notes=(*verdict_notes(line, setting), *across_notes(line, setting)),
        facts=tuple(_facts(line, setting)),
    )


def _about(line: Line, setting: Setting) -> str:
    persona = setting.labels.persona(line.hypothesis.persona)
    return setting.words("about_persona", persona=persona) if persona else ""


def _facts(line: Line, setting: Setting) -> Iterator[Fact]:
    words = setting.words
    if line.hypothesis.stage:
        yield Fact(words("stage"), setting.labels.stage(line.hypothesis.stage))
    yield Fact(words("n"), setting.count(line.shown.n))
    if line.shown.effect_size is not None:
        yield Fact(words("effect"), effect_words(line, setting))
    if line.shown.p_adjusted is not None:
        yield Fact(words("p_adjusted"), setting.numerals.probability(line.shown.p_adjusted))
