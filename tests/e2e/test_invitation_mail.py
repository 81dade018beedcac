"""The mails that ask people in a real browser: on a phone, on a dark screen, without styles."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.looking import wrong_with
from tests.e2e.test_report_page import ROOM, WIDE, Scheme, shown
from tests.rendering.test_invitation import rendered
from validation.rendering import LINK, STOP

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("chromium")]

LINK_TEXT = "https://survey.example.com/r/"
TITLE = "Asiakaspalvelukokemuksen kokonaisvaltainen tyytyväisyystutkimushanke"


@pytest.fixture(params=["invite en", "invite fi", "remind-1 fi", "thank sv"])
def mail(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a mail as one person gets it, with a long title and a long link."""
    step, language = request.param.split()
    html = rendered(step, language, title=TITLE).html
    for place, path in ((LINK, "r"), (STOP, "u")):
        html = html.replace(place, f"https://survey.example.com/{path}/{'x9Kd_-' * 7}Q")
    file = tmp_path / "mail.html"
    file.write_text(html, encoding="utf-8")
    return file


@pytest.mark.parametrize(("width", "scheme"), [(380, "light"), (700, "dark")])
def test_a_mail_keeps_nobody_out(browser: Browser, mail: Path, width: int, scheme: Scheme) -> None:
    with shown(browser, mail, width, scheme) as (page, _):
        assert wrong_with(page) == []


def test_a_mail_fits_the_smallest_phone_and_its_button_a_finger(
    browser: Browser, mail: Path
) -> None:
    with shown(browser, mail, 320) as (page, asked):
        assert page.evaluate(ROOM) == 0, page.evaluate(WIDE)
        sizes = [one.bounding_box() for one in page.locator(".button a").all()]
    assert asked == [mail.as_uri()]
    assert all(one is not None and one["height"] >= 44 for one in sizes)
    assert len(sizes) == (LINK_TEXT in mail.read_text(encoding="utf-8"))


def test_a_mail_without_styles_says_the_same_in_the_same_order(
    browser: Browser, mail: Path, tmp_path: Path
) -> None:
    stripped, bare = mail.read_text(encoding="utf-8"), tmp_path / "bare.html"
    for gone in (r"<style.*?</style>", r' style="[^"]*"', r' class="[^"]*"'):
        stripped = re.sub(gone, "", stripped, flags=re.DOTALL)
    bare.write_text(stripped, encoding="utf-8")
    read = []
    for file in (mail, bare):
        with shown(browser, file, 700) as (page, _):
            told = page.locator(".card" if file is mail else "table table").first.inner_text()
            read.append(told.split())
    assert read[0] == read[1]
    assert len(read[0]) > 30
