from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.web.browsing import Browser
from tests.web.conftest import serving
from tests.web.fielded import study
from validation.files import read_library
from validation.questionnaire import build_questionnaire
from validation.study import Study
from validation.web import build_preview

BANNER = "Preview: nothing that you answer here is kept."


@pytest.fixture
def browser() -> Iterator[Browser]:
    with previewing(study()) as visitor:
        yield visitor


@contextmanager
def previewing(of: Study) -> Iterator[Browser]:
    """Serve a preview and yield somebody who looks at it."""
    questionnaire = build_questionnaire(of, read_library())
    with (
        serving(build_preview(of, questionnaire, "http://127.0.0.1")) as url,
        httpx.Client(base_url=url, trust_env=False, follow_redirects=True) as client,
    ):
        yield Browser(client)


def test_a_researcher_answers_the_same_pages_from_beginning_to_end(browser: Browser) -> None:
    page = browser.open("/preview")
    pages = [page, page := browser.send(page, "start"), page := browser.send(page, "start")]
    for given in ({"a.reached": ["find", "buy"]}, {}, {"a.ease": "4"}, {}):
        page = browser.send(page, given=given)
        pages.append(page)
    pages.append(browser.send(page, "send"))

    assert {one.status for one in pages} == {200}
    assert all(BANNER in one.text for one in pages)
    assert (pages[-2].path.rpartition("/")[2], pages[-1].heading) == (
        "review",
        "Thank you for your answers",
    )


def test_a_preview_touches_no_database(browser: Browser, tmp_path: Path) -> None:
    assert browser.open("/r/" + "A" * 43).status == 404
    assert list(tmp_path.iterdir()) == []


def test_a_study_that_says_nothing_of_privacy_shows_where_it_would_stand() -> None:
    silent = study().model_copy(update={"privacy": None})
    with previewing(silent) as visitor:
        page = visitor.send(visitor.open("/preview?to=fi"), "start")

    assert ("privacy.purpose" in page.text, '<html lang="fi">' in page.text) == (True, True)
