from typing import get_args

import pytest

from validation.rendering.respondent import Notice, render_notice


@pytest.mark.parametrize("kind", get_args(Notice))
def test_a_notice_has_a_heading_and_says_more(kind: Notice) -> None:
    page = render_notice(kind, "en")
    assert page.count("<h1>") == 1
    assert page.count("<p>") == 1
    assert "</html>" in page


def test_a_notice_speaks_the_language_of_the_browser() -> None:
    assert '<html lang="sv">' in render_notice("unknown", "sv-FI")
