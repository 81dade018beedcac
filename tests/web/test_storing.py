import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.web.browsing import ANSWERS, Browser, Page
from tests.web.conftest import browsing, serving
from tests.web.fielded import NOW, Fielded
from validation.errors import StoreBusyError, StoreError
from validation.settings import read_settings
from validation.store import PageSave, save_study
from validation.web import Clocks, Limits, Rate, build_app
from validation.web.storing import StoreKeeper
from validation.web.tokens import digest

CROWD, POSTS = 50, 1_000


def test_a_thousand_simultaneous_posts_of_one_link_give_one_response_and_a_thousand_thanks(
    fielded: Fielded,
) -> None:
    settings = read_settings({"TODENNA_DATABASE": fielded.address})
    boundless = Limits(token=Rate(1e9, 1e9))
    app = build_app(settings, limits=boundless, clocks=Clocks(now=lambda: NOW))
    with serving(app) as url, ThreadPoolExecutor(CROWD) as crowd:
        with httpx.Client(base_url=url, trust_env=False, follow_redirects=True) as client:
            page = answered(Browser(client), fielded.token)
        fields = {name: values[0] for name, values in page.fields.items()} | {"go": "send"}

        def send(_: int) -> set[tuple[int, str]]:
            with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
                answers = [client.post(page.action, data=fields) for _ in range(POSTS // CROWD)]
            return {(one.status_code, one.headers.get("location", "")) for one in answers}

        outcomes = set[tuple[int, str]]().union(*crowd.map(send, range(CROWD)))

    assert len(fielded.responses()) == 1
    assert outcomes == {(303, f"/r/{fielded.token}/thanks?to=en")}


def answered(browser: Browser, token: str) -> Page:
    """Answer all pages and return the review."""
    page = browser.send(browser.open(f"/r/{token}"), "start")
    for given in ANSWERS:
        page = browser.send(page, given=given)
    return page


def test_somebody_impatient_is_thanked_or_asked_to_wait(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    for given in ANSWERS:
        page = browser.send(page, given=given)

    def send(_: int) -> Page:
        return browser.send(page, "send")

    with ThreadPoolExecutor(16) as crowd:
        answers = list(crowd.map(send, range(60)))

    assert len(fielded.responses()) == 1
    assert {one.status for one in answers} <= {200, 429}
    assert {one.heading for one in answers} <= {"Thank you for your answers", "Too many requests"}


def test_one_bad_job_fails_alone(alone: Fielded) -> None:
    async def both(keeper: StoreKeeper) -> list[object]:
        visit = await keeper.find(digest(alone.token))
        assert visit is not None
        good = keeper.save(PageSave(visit.invitation or "", {"channel": "web"}, "en", NOW))
        bad = keeper.change(lambda connection: connection.exec_driver_sql("no such statement"))
        return list(await asyncio.gather(good, bad, return_exceptions=True))

    keeper = StoreKeeper(alone.address)
    with keeper.open():
        saved, failed = asyncio.run(both(keeper))

    assert saved == "saved"
    assert isinstance(failed, StoreError)


def test_a_keeper_that_is_not_open_is_busy(alone: Fielded) -> None:
    with pytest.raises(StoreBusyError):
        asyncio.run(StoreKeeper(alone.address).find("x"))


def test_a_study_without_privacy_cannot_be_asked_and_says_why_in_the_log(
    alone: Fielded, caplog: pytest.LogCaptureFixture
) -> None:
    silent = alone.study.model_copy(update={"privacy": None})
    with alone.store.transaction() as connection:
        save_study(connection, silent, now=NOW)
    with browsing(alone) as browser:
        answer: httpx.Response = browser.client.get(f"/r/{alone.token}")

    assert (answer.status_code, "StoreError in load_instrument" in caplog.text) == (500, True)
