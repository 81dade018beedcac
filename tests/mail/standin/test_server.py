import threading

import httpx
import pytest

from validation.errors import DeliveryError
from validation.mail import run_standin
from validation.mail.standin.__main__ import main


def test_it_runs_beside_the_caller_and_ends_with_it() -> None:
    with run_standin() as url:
        assert httpx.get(f"{url}/inbox.json", trust_env=False).json() == []

    assert "mail-standin" not in {one.name for one in threading.enumerate() if not one.daemon}
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/inbox.json", trust_env=False)


def test_each_has_its_own_mail_and_key() -> None:
    body = {
        "personalizations": [{"to": [{"email": "anna@example.com"}]}],
        "from": {"email": "research@example.com"},
        "subject": "Hello",
        "content": [{"type": "text/plain", "value": "Hi"}],
    }
    headers = {"Authorization": "Bearer own"}
    with run_standin(key="own") as one, run_standin() as other:
        answers = [
            httpx.post(f"{url}/v3/mail/send", headers=headers, json=body, trust_env=False)
            for url in (one, other)
        ]
        mails = [
            len(httpx.get(f"{url}/inbox.json", trust_env=False).json()) for url in (one, other)
        ]

    assert [answer.status_code for answer in answers] == [202, 401]
    assert mails == [1, 0]


def test_it_is_heard_on_this_machine_only() -> None:
    with run_standin() as url:
        assert url.startswith("http://127.0.0.1:")


def test_it_ends_although_somebody_still_waits() -> None:
    with run_standin() as url, httpx.Client(base_url=url, trust_env=False) as client:
        client.post("/faults", json={"kind": "hang"})
        headers = {"Authorization": "Bearer stand-in-key"}
        ended = threading.Event()

        def wait_for_an_answer() -> None:
            with pytest.raises(httpx.HTTPError):
                httpx.post(f"{url}/v3/mail/send", headers=headers, timeout=60, trust_env=False)
            ended.set()

        waiting = threading.Thread(target=wait_for_an_answer)
        waiting.start()

    waiting.join(timeout=30)
    assert ended.is_set()


def test_a_port_that_is_taken_is_a_clear_error() -> None:
    with run_standin() as url:
        port = int(url.rpartition(":")[2])
        with (
            pytest.raises(DeliveryError, match=rf"found port {port} .*must be a free one"),
            run_standin(port),
        ):
            pass


def test_started_by_itself_it_says_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    end = threading.Event()
    end.set()

    assert main(["--port", "0", "--key", "own"], end=end) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        "Host",
        "Key",
        "Inbox",
        "Key of its events",
    ]
    assert lines[1] == "Key: own"


def test_started_on_an_impossible_port_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "99999999"]) == 1

    assert "must be a free one" in capsys.readouterr().err
