"""Numbers as people and programs write them: decimal points and commas, grouped thousands."""

import re
from collections.abc import Iterable
from math import isfinite

_SPACES = " \u00a0\u202f"
_SIGN = r"[+-]?"
_PLAIN = re.compile(rf"{_SIGN}(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_SPACED = re.compile(rf"{_SIGN}\d{{1,3}}([{_SPACES}]\d{{3}})+([.,]\d+)?", re.ASCII)
_COMMA_GROUPS = re.compile(rf"{_SIGN}\d{{1,3}}((,\d{{3}})+\.\d+|(,\d{{3}}){{2,}})", re.ASCII)
_POINT_GROUPS = re.compile(rf"{_SIGN}\d{{1,3}}((\.\d{{3}})+,\d+|(\.\d{{3}}){{2,}})", re.ASCII)
_ONE_COMMA = re.compile(rf"{_SIGN}\d*,\d+", re.ASCII)
_EITHER = re.compile(rf"{_SIGN}[1-9]\d{{0,2}},\d{{3}}", re.ASCII)


def parse_number(text: str, *, decimal_comma: bool = False) -> float | None:
    """Return the number that a text is, None if it is none or could be either of two.

    `1,234` is 1.234 only where the rest of its column shows that commas are decimal.

    >>> parse_number("7,5"), parse_number("1 250"), parse_number("1,234.5")
    (7.5, 1250.0, 1234.5)
    >>> parse_number("1,234") is None, parse_number("1,234", decimal_comma=True)
    (True, 1.234)
    """
    bare = text.strip().replace("\u2212", "-")
    if _PLAIN.fullmatch(bare):
        number = float(bare)
        return number if isfinite(number) else None
    return _parse_grouped(bare, decimal_comma=decimal_comma)


def shows_decimal_comma(texts: Iterable[str]) -> bool:
    """Return whether any of the texts can only be a number with a decimal comma.

    >>> shows_decimal_comma(["1,234", "0,87"]), shows_decimal_comma(["1,234", "87"])
    (True, False)
    """
    return any(
        _ONE_COMMA.fullmatch(text.strip()) is not None and not _EITHER.fullmatch(text.strip())
        for text in texts
    )


def _parse_grouped(bare: str, *, decimal_comma: bool) -> float | None:
    if _SPACED.fullmatch(bare):
        return float(re.sub(f"[{_SPACES}]", "", bare).replace(",", "."))
    if _COMMA_GROUPS.fullmatch(bare):
        return float(bare.replace(",", ""))
    if _POINT_GROUPS.fullmatch(bare):
        return float(bare.replace(".", "").replace(",", "."))
    if _ONE_COMMA.fullmatch(bare) and (decimal_comma or not _EITHER.fullmatch(bare)):
        return float(bare.replace(",", "."))
    return None
