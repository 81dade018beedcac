"""How large an effect is, in words: its name, its size, its interval, and how it compares."""

from validation.reporting.formatting import NONE
from validation.reporting.setting import Line, Setting


def effect_figure(line: Line, setting: Setting) -> str:
    """Return the effect size of a hypothesis as short as a table needs it, empty without one."""
    effect = line.shown.effect_size
    if effect is None:
        return ""
    return f"{effect.symbol} {setting.numerals.figure(effect.value, 'correlation')}"


def effect_words(line: Line, setting: Setting) -> str:
    """Return the effect size of a hypothesis; a dash where there is none to show."""
    effect = line.shown.effect_size
    if effect is None:
        return NONE
    numerals = setting.numerals
    told = setting.words(
        "effect_told",
        name=setting.words(f"effect_{effect.name}"),
        value=numerals.figure(effect.value, "correlation"),
        interval=numerals.interval((effect.ci_low, effect.ci_high), "correlation"),
    )
    if effect.magnitude is None:
        return told
    word = setting.words(f"magnitude_{effect.magnitude}")
    return setting.words("effect_compared", effect=told, magnitude=word)
