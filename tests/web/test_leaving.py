from pathlib import Path

from tests.web.browsing import Browser
from tests.web.conftest import browsing
from tests.web.fielded import NOW, Fielded, fielding, study
from validation.sampling import hash_address
from validation.store import Link, save_links, suppressed
from validation.web.tokens import digest, new_token

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def silent(fielded: Fielded, study: str = "shop") -> bool:
    """Tell whether the person gets no more mail of a study."""
    with fielded.store.reading() as connection:
        return hash_address(f"p{fielded.person}@example.com") in suppressed(connection, study)


def declined(fielded: Fielded) -> bool:
    return fielded.invitations()[fielded.person].declined_at is not None


def test_who_declines_is_asked_nothing_more(browser: Browser, fielded: Fielded) -> None:
    page = browser.send(browser.open(f"/r/{fielded.token}"), "start")
    browser.send(page, given={"a.reached": "find"})
    question = browser.open(f"/r/{fielded.token}/decline")
    assert not declined(fielded)

    page = browser.send(question, "decline")

    assert (page.status, page.heading, declined(fielded)) == (200, "You are not taking part", True)
    assert fielded.drafts() == []
    assert browser.open(f"/r/{fielded.token}/1").heading == "You are not taking part"


def test_who_has_answered_may_erase_it(browser: Browser, fielded: Fielded) -> None:
    browser.finish(fielded.token)
    question = browser.open(f"/r/{fielded.token}/erase")
    assert len(fielded.responses()) == 1

    page = browser.send(question, "erase")

    assert (page.status, page.heading) == (200, "Your answers are erased")
    assert fielded.responses() == []
    assert browser.send(question, "erase").status == 200


def test_answers_that_were_cut_from_their_link_cannot_be_erased_and_the_page_says_so(
    tmp_path: Path,
) -> None:
    with (
        fielding(f"sqlite:///{tmp_path / 'todenna.db'}", anonymous=True) as wave,
        browsing(wave) as browser,
    ):
        browser.finish(wave.token)
        page = browser.open(f"/r/{wave.token}/erase")
        (response,) = wave.rows("response")

    said = "Your answers have been separated from your link." in page.text
    assert (page.status, said) == (200, True)
    assert (response["invitation_id"], response["submitted_at"][11:19]) == (None, "00:00:00")


def test_a_mail_program_unsubscribes_from_all_without_a_cookie_or_form(
    browser: Browser, fielded: Fielded
) -> None:
    answer = browser.client.post(f"/u/{fielded.stop[fielded.person]}", data=ONE_CLICK)

    assert (answer.status_code, silent(fielded), silent(fielded, "another")) == (200, True, True)


def test_a_mail_program_may_send_its_word_in_parts(browser: Browser, fielded: Fielded) -> None:
    path = f"/u/{fielded.stop[fielded.person]}"
    answer = browser.client.post(path, files={"List-Unsubscribe": (None, "One-Click")})

    assert (answer.status_code, silent(fielded)) == (200, True)


def test_opening_the_link_only_shows_a_button(browser: Browser, fielded: Fielded) -> None:
    path = f"/u/{fielded.stop[fielded.person]}"
    pages = [browser.client.request(method, path) for method in ("GET", "HEAD", "GET")]

    assert ({one.status_code for one in pages}, silent(fielded)) == ({200}, False)


def test_a_person_chooses_how_much(browser: Browser, fielded: Fielded) -> None:
    page = browser.open(f"/u/{fielded.stop[fielded.person]}")

    assert browser.send(page, "stop", scope="study").heading == "You have been unsubscribed"
    assert (silent(fielded), silent(fielded, "another")) == (True, False)
    browser.send(page, "stop", scope="all")
    assert silent(fielded, "another")


def test_a_form_from_elsewhere_unsubscribes_nobody(browser: Browser, fielded: Fielded) -> None:
    path = f"/u/{fielded.stop[fielded.person]}"
    answer = browser.client.post(path, data={"scope": "all", "page": "stop"})

    assert (answer.status_code, silent(fielded)) == (403, False)


def test_a_link_opens_only_what_it_is_for(browser: Browser, fielded: Fielded) -> None:
    paths = [
        f"/u/{fielded.token}",
        f"/o/{fielded.token}",
        f"/r/{fielded.stop[fielded.person]}",
        f"/r/{fielded.open}",
    ]

    assert [browser.open(path).status for path in paths] == [404] * 4


def reader_link(fielded: Fielded, address: str) -> str:
    """Keep a link with which a reader of digests ends them, and return its token."""
    token = new_token()
    link = Link(digest(token), "stop", address_sha256=hash_address(address))
    with fielded.store.transaction() as connection:
        save_links(connection, fielded.where, [link], now=NOW)
    return token


def test_a_reader_of_digests_ends_those_of_one_study_by_one_click(
    browser: Browser, fielded: Fielded
) -> None:
    reader = "reader@example.com"
    answer = browser.client.post(f"/u/{reader_link(fielded, reader)}", data=ONE_CLICK)
    with fielded.store.reading() as connection:
        left_alone = [hash_address(reader) in suppressed(connection, one) for one in ("shop", "x")]

    assert (answer.status_code, left_alone) == (200, [True, False])


def test_a_reader_who_only_opens_the_link_is_asked(browser: Browser, fielded: Fielded) -> None:
    page = browser.open(f"/u/{reader_link(fielded, 'other@example.com')}")

    assert page.heading == "Do you want to stop getting e-mail from us?"
    with fielded.store.reading() as connection:
        assert hash_address("other@example.com") not in suppressed(connection, "shop")


def test_a_reader_is_spoken_to_in_the_language_of_the_digest_and_a_respondent_is_not(
    tmp_path: Path,
) -> None:
    english = study().model_copy(update={"languages": ("en",)})
    with (
        fielding(f"sqlite:///{tmp_path / 'todenna.db'}", asked=english) as wave,
        browsing(wave) as browser,
    ):
        link = f"/u/{reader_link(wave, 'lukija@example.com')}?to=fi"
        asked = browser.open(link)
        stopped = browser.client.post(link, data=ONE_CLICK).text
        answering = browser.open(f"/u/{wave.stop[wave.person]}?to=fi")

    assert asked.heading == "Etkö halua meiltä enää sähköpostia?"
    assert "Sähköpostit on peruttu" in stopped
    assert answering.heading == "Do you want to stop getting e-mail from us?"
