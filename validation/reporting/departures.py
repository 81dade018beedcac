"""What differs from the plan, as sentences in the language of the reader."""

from collections.abc import Iterator, Mapping

from validation.language import LocalizedText
from validation.reporting.formatting import NONE
from validation.reporting.material import Departure
from validation.reporting.setting import Setting


def build_departures(setting: Setting) -> Iterator[str]:
    """Yield a sentence about everything that differs from the plan."""
    says = {one.id: setting.labels.say(one.says) for one in setting.material.study.hypotheses}
    for one in setting.material.deviations or ():
        yield setting.words(
            f"deviation_{one.part}",
            about=says.get(one.about) or _named(one.about, setting),
            what=_named(one.key, setting) if one.key else NONE,
            before=_told(one, one.before, setting),
            after=_told(one, one.after, setting),
        )


def _told(departure: Departure, value: object, setting: Setting) -> str:
    if departure.about == "who" and value is not None:
        return setting.labels.say(LocalizedText.model_validate(value))
    return _plain(value, setting)


def _plain(value: object, setting: Setting) -> str:
    """Return what stands in a plan as people write it."""
    if isinstance(value, Mapping):
        told = (
            f"{_named(str(key), setting)}: {_plain(part, setting)}" for key, part in value.items()
        )
        return ", ".join(told) or NONE
    if isinstance(value, list | tuple):
        return ", ".join(_plain(part, setting) for part in value) or NONE
    if isinstance(value, int | float) and not isinstance(value, bool):
        return setting.numerals.number(value)
    return NONE if value is None else _named(str(value), setting)


def _named(name: str, setting: Setting) -> str:
    """Return what an item or a key of the study file is called; other names are the study's own."""
    key = f"key_{name}"
    return setting.words(key) if key in setting.words else setting.labels.item(name)
