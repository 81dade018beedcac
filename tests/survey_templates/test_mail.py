import re
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pytest

import survey_templates
from validation.rendering import invitation
from validation.rendering.digest import HTML, TEXT, digest_words
from validation.rendering.words import wording
from validation.reporting.digest import Digest

MAIL = files(survey_templates) / "mail"
DIGEST_TEXTS = wording("digest", "en").texts
# The one text of the report that a narrow column needs in other words.
SHORTER = {"percentage_point", "percentage_points"}
GROUNDS = {"style.css": "#fdfdfe", "dark.css": "#1e2327"}
BUTTONS = {"style.css": ("#ffffff", "#0b5563"), "dark.css": ("#14171a", "#7cc4d4")}


def source_of(name: str) -> str:
    return (MAIL / name).read_text("utf-8")


@pytest.mark.parametrize("template", [HTML, TEXT])
def test_a_template_uses_only_fields_of_the_digest_and_all_of_them(template: str) -> None:
    source = source_of(template)
    used = set(re.findall(r"\bdigest\.(\w+)", source))
    known = {field.name for field in fields(Digest)}
    only_in_html = {"language", "subject", "preheader"}
    assert used | only_in_html == known
    assert used <= known


@pytest.mark.parametrize("template", [HTML, TEXT])
def test_a_template_uses_only_words_that_are_there(template: str) -> None:
    source = source_of(template)
    used = set(re.findall(r'\bwords\("(\w+)"', source))
    assert used
    assert used <= set(digest_words("en").texts)


def test_the_words_of_the_report_keep_their_meaning() -> None:
    assert set(DIGEST_TEXTS) & set(wording("report", "en").texts) == SHORTER


@pytest.mark.parametrize("template", [invitation.HTML, invitation.TEXT])
def test_an_invitation_uses_all_its_fields_and_only_words_that_are_there(template: str) -> None:
    source = source_of(template)
    only_in_html = {"language", "subject", "preheader", "address"}
    used = set(re.findall(r"\bmail\.(\w+)", source))
    assert used | only_in_html == {field.name for field in fields(invitation.Asking)}
    said = set(re.findall(r'\bwords\("(\w+)"', source))
    assert said
    assert said <= set(wording("invitation", "en").texts)


def test_every_word_of_an_invitation_is_used() -> None:
    code = Path(invitation.__file__).read_text("utf-8")
    sources = [source_of(one) for one in (invitation.HTML, invitation.TEXT, "layout.html.j2")]
    used = set(re.findall(r"[\"'](\w+)[\"']", "".join([code, *sources])))
    kinds = ("invite", "remind", "thank")
    used |= {f"{name}_{kind}" for name in ("subject", "kicker", "asks") for kind in kinds}
    assert set(wording("invitation", "en").texts) <= used


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def inks(css: str) -> set[str]:
    return set(re.findall(r"(?<![-\w])color: (#\w{6})", css))


@pytest.mark.parametrize("sheet", GROUNDS)
def test_colours_have_the_contrast_of_level_aa_in_light_and_dark(sheet: str) -> None:
    css = source_of(sheet)
    ink, button = BUTTONS[sheet]
    plain = inks(css) - {ink}
    assert len(plain) >= 5
    assert f".card {{ background: {GROUNDS[sheet]}" in css
    assert min(contrast(one, GROUNDS[sheet]) for one in plain) >= 4.5
    assert f".button {{ background-color: {button}" in css
    assert contrast(ink, button) >= 4.5


def test_bars_stand_out_from_their_track_in_light_and_dark() -> None:
    [track] = re.findall(r"\.track { background: (#\w{6})", source_of("dark.css"))
    dark = re.findall(r"\.bar\.\w+ { background-color: (#\w{6})", source_of("dark.css"))
    assert len(dark) == 3
    assert min(contrast(one, track) for one in dark) >= 3
    light = re.findall(r'"[A-Z]+(?:_FEW)?": "(#\w{6})"', source_of(HTML))
    assert len(light) == 4
    assert min(contrast(one, "#e8ecef") for one in light) >= 3
