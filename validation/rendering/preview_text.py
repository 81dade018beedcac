"""The preview as plain text, for a terminal."""

from collections.abc import Iterator
from textwrap import fill

from validation.questionnaire import Questionnaire
from validation.rendering.preview import Preview, ShownItem
from validation.rendering.words import Wording, wording

WIDTH = 88
MARKS = {"single": "( )", "rating": "( )", "multi": "[ ]", "ranking": "[_]"}


def render_preview_text(questionnaire: Questionnaire, language: str) -> str:
    """Return a questionnaire as text: what is asked, of whom, and for which hypotheses."""
    words = wording("preview", language)
    preview = Preview(questionnaire, words)
    lines = [*_head(questionnaire, preview, words)]
    for section in preview.sections():
        lines += ["", section.title.upper(), "=" * len(section.title)]
        for group in section.groups:
            if group.battery:
                lines += ["", *_wrapped(words("battery"), 0)]
            for item in group.items:
                lines += ["", *_item(item, words)]
    return "\n".join(lines) + "\n"


def _head(questionnaire: Questionnaire, preview: Preview, words: Wording) -> Iterator[str]:
    yield preview.say(questionnaire.title)
    yield f"{words('minutes')}: {words('minutes_value', minutes=preview.minutes())}"
    yield from _wrapped(words("minutes_advice"), 0)
    yield f"{words('questions')}: {sum(1 for _ in questionnaire.items())}"
    yield f"{words('fingerprint')}: {questionnaire.fingerprint}"


def _item(item: ShownItem, words: Wording) -> Iterator[str]:
    yield from _wrapped(f"{item.number}. {item.text}", 3)
    yield from _wrapped(f"   {' '.join(item.notes)}", 3)
    if item.condition:
        yield from _wrapped(f"   → {item.condition}", 5)
    yield from _answers(item)
    for code, label in item.offers:
        yield from _wrapped(f"   ( ) – {label} [{code}]", 7)
    served = ", ".join(item.hypotheses) or f"{words('serves_none')}: {item.role}"
    yield from _wrapped(f"   {item.id} ← {served}", 5)


def _answers(item: ShownItem) -> Iterator[str]:
    if item.numbered:
        ends = ", ".join(f"{code} = {label}" for code, label in item.ends)
        yield from _wrapped(f"   {ends}", 3)
        yield from _wrapped("   " + "  ".join(f"( ) {code}" for code, _ in item.choices), 3)
        return
    for code, label in item.choices:
        yield from _wrapped(f"   {MARKS[item.type]} {label} [{code}]", 7)
    if item.type in ("number", "text"):
        yield f"   ______ {item.unit}".rstrip()


def _wrapped(text: str, indent: int) -> list[str]:
    folded = fill(text, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)
    return folded.splitlines()
