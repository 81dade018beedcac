"""Numbers as the language of the reader writes them."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:  # Babel takes a while to load, which a command without a report need not wait for
    from babel import Locale

Kind = Literal["share", "share_gap", "points", "points_gap", "scale", "scale_gap", "correlation"]
NONE = "–"
MINUS = "−"
LOCALES = {"en": "en-GB"}
SMALLEST_P = 0.001
DECIMALS: dict[Kind, int] = {
    "share": 1,
    "share_gap": 1,
    "points": 0,
    "points_gap": 0,
    "scale": 2,
    "scale_gap": 2,
    "correlation": 2,
}
WHOLE = 100
MOST, EXACT = 4, 1e-9
MANY = 16_384
IN_SHARES = {"share", "share_gap"}


class Words(Protocol):
    """The words of a report in one language, by their key."""

    @property
    def language(self) -> str:
        """The language that is read."""
        ...

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key, with values put into their places."""
        ...

    def __contains__(self, key: object) -> bool:
        """Say whether there are words of a key."""
        ...


@dataclass(frozen=True, slots=True)
class Numerals:
    """Numbers, shares, intervals and dates in the language of some words."""

    words: Words

    def integer(self, value: float) -> str:
        """Return a whole number."""
        return self.decimal(value, 0)

    def decimal(self, value: float, digits: int) -> str:
        """Return a number with so many decimals, and a minus that is one."""
        rounded = round(value, digits) + 0.0  # no minus before a zero
        return _decimal(rounded, digits, self.words.language)

    def number(self, value: float) -> str:
        """Return a number with the decimals that it was written with."""
        return self.decimal(value, _decimals(value))

    def level(self, share: float) -> str:
        """Return a share that was chosen, such as 95 %, with the decimals that it needs."""
        return self.percent(share, _decimals(WHOLE * share))

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share in per cent."""
        return _percent(round(share, digits + 2) + 0.0, digits, self.words.language)

    def figure(self, value: float | None, kind: Kind, digits: int | None = None) -> str:
        """Return a number in its unit; a dash where there is none."""
        if value is None or not isfinite(value):
            return NONE
        places = DECIMALS[kind] if digits is None else digits
        if kind == "share":
            return self.percent(value, places)
        if kind == "share_gap":
            one = abs(round(WHOLE * value, places)) == 1 and not places
            key = "percentage_point" if one else "percentage_points"
            return self.words(key, value=self.decimal(WHOLE * value, places))
        return self.decimal(value, places)

    def interval(
        self, ends: tuple[float | None, float | None], kind: Kind, digits: int | None = None
    ) -> str:
        """Return an interval, its unit named once where that reads well."""
        low, high = ends
        if low is None or high is None or not (isfinite(low) and isfinite(high)):
            return NONE
        last = self._last(high, kind, digits)
        if low < 0:
            return self.words("range", low=self._bare(low, kind, digits), high=last)
        return f"{self._bare(low, kind, digits)}–{last}"

    def claimed(self, bounds: tuple[float | None, float | None], kind: Kind) -> str:
        """Return where a claim is true: at least, at most, between, above or below zero."""
        low, high = bounds
        if low is not None and high is not None:
            return self.words("between", low=self._bound(low, kind), high=self._bound(high, kind))
        if low is not None:
            key = "at_least" if low else "above"
            return self.words(key, bound=self._bound(low, kind))
        if high is not None:
            key = "at_most" if high else "below"
            return self.words(key, bound=self._bound(high, kind))
        return NONE

    def tick(self, value: float, kind: Kind, ticks: Sequence[float]) -> str:
        """Return a number at an axis, with the decimals that tell the ticks apart."""
        digits = max(_decimals(WHOLE * one if kind in IN_SHARES else one) for one in ticks)
        if kind == "share_gap":
            return self.decimal(WHOLE * value, digits)
        return self.figure(value, kind, digits)

    def rate(self, values: Iterable[float | None], kind: Kind) -> int:
        """Return the decimals of what happens in a year: one more where all of it is small."""
        scale = WHOLE if kind in IN_SHARES else 1
        small = 10.0 ** (1 - DECIMALS[kind])
        known = [abs(scale * one) for one in values if one is not None]
        return DECIMALS[kind] + all(one < small for one in known)

    def probability(self, p: float | None) -> str:
        """Return a p-value, the smallest ones as below a limit."""
        if p is None:
            return NONE
        if p < SMALLEST_P:
            return f"<{self.decimal(SMALLEST_P, 3)}"
        return self.decimal(p, 3)

    def date(self, day: datetime.date) -> str:
        """Return a day."""
        from babel.dates import format_date  # noqa: PLC0415 (see above)

        return format_date(day, format="long", locale=self._locale())

    def time(self, moment: datetime.datetime) -> str:
        """Return the time of a day, in the zone that it was given in."""
        from babel.dates import format_time  # noqa: PLC0415 (see above)

        return format_time(moment.time(), format="short", locale=self._locale())

    def zone(self, name: str) -> str:
        """Return the place that a time zone is named after, such as Europe/Helsinki."""
        from babel.dates import get_timezone_location  # noqa: PLC0415 (see above)

        return get_timezone_location(name, locale=self._locale(), return_city=True)

    def _last(self, value: float, kind: Kind, digits: int | None) -> str:
        """Return the end of an interval: a number with the unit of many."""
        if kind == "share_gap":
            return self.words("percentage_points", value=self._bare(value, kind, digits))
        return self.figure(value, kind, digits)

    def _bare(self, value: float, kind: Kind, digits: int | None) -> str:
        """Return a number without its unit."""
        places = DECIMALS[kind] if digits is None else digits
        scaled = WHOLE * value if kind in IN_SHARES else value
        return self.decimal(scaled, places)

    def _bound(self, value: float, kind: Kind) -> str:
        """Return a bound with the decimals that it was claimed with."""
        scaled = WHOLE * value if kind in IN_SHARES else value
        return self.figure(value, kind, _decimals(scaled)) if value else self.integer(0)

    def _locale(self) -> "Locale":
        return _locale_of(self.words.language)


# A report says the same few numbers again and again, and writing one takes long.
@lru_cache(maxsize=MANY)
def _decimal(rounded: float, digits: int, language: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415 (see above)

    shape = "#,##0" + ("." + "0" * digits if digits else "")
    written = format_decimal(rounded, format=shape, locale=_locale_of(language))
    return str(written).replace("-", MINUS)


@lru_cache(maxsize=MANY)
def _percent(rounded: float, digits: int, language: str) -> str:
    from babel.numbers import format_percent  # noqa: PLC0415 (see above)

    locale = _locale_of(language)
    pattern = locale.percent_formats[None].pattern
    shape = pattern.replace("0", "0." + "0" * digits) if digits else pattern
    return str(format_percent(rounded, format=shape, locale=locale)).replace("-", MINUS)


def _decimals(value: float) -> int:
    """Return how many decimals a number was written with, as far as that can be seen."""
    exact = (digits for digits in range(MOST) if abs(value - round(value, digits)) < EXACT)
    return next(exact, MOST)


@cache
def _locale_of(language: str) -> "Locale":
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 (see above)

    try:
        return Locale.parse(LOCALES.get(language, language), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(LOCALES["en"], sep="-")
