from pathlib import Path

import httpx
import pytest

from tests.cli.conftest import Run
from tests.web.running import running
from validation.settings import read_settings


def test_the_pages_are_served_until_the_process_is_told_to_stop(tmp_path: Path) -> None:
    with running("--port", "0", TODENNA_HOME=str(tmp_path)) as server:
        assert httpx.get(f"{server.url}/health", trust_env=False, timeout=30).text == "well"
        server.process.terminate()
        said = server.process.communicate(timeout=30)[0]

    assert "in mails as http://127.0.0.1:8700" in server.said
    assert (server.process.returncode in {0, -15}, "Traceback" in said) == (True, False)
    assert (tmp_path / "todenna.db").is_file()


def test_a_preview_is_served_without_a_database(tmp_path: Path) -> None:
    study = "examples/mobile_operator/study.yaml"
    with running("--port", "0", "--preview", study, TODENNA_HOME=str(tmp_path)) as server:
        page = httpx.get(server.url, trust_env=False, timeout=30)

    assert "Preview of mobile-operator" in server.said
    assert (page.status_code, "nothing that you answer here is kept" in page.text) == (200, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--port", "99999"], "there is no such port"),
        (["--preview", "none.yaml"], "none.yaml"),
        (["--preview", "x.yaml", "--host", "0.0.0.0"], "must be this machine alone"),  # noqa: S104 (refused)
    ],
)
def test_what_cannot_be_served_is_told(run: Run, arguments: list[str], told: str) -> None:
    done = run("serve", *arguments)

    assert (done.code, told in done.err) == (1, True)


@pytest.mark.usefixtures("home")
def test_a_database_that_cannot_be_used_is_told_before_anything_is_served(run: Run) -> None:
    home = read_settings().home
    home.mkdir(parents=True, exist_ok=True)
    (home / "todenna.db").write_text("no database")
    done = run("serve", "--port", "0")
    assert done.code == 1
    assert "found a file that is damaged or no SQLite database" in done.err
    assert "Traceback" not in done.err
