import pytest
from starlette.types import Scope

from validation.web.telling import failed, notice, wished


def scope(accepted: str = "") -> Scope:
    return {"type": "http", "headers": [(b"accept-language", accepted.encode())]}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("fi", "fi"),
        ("sv-FI,sv;q=0.9,fi;q=0.8", "sv"),
        ("de, fi;q=0.3, en;q=0.7", "en"),
        ("fi;q=0, sv;q=0.1", "sv"),
        ("*", "en"),
        ("fi;q=much", "en"),
        ("x" * 100_000 + ",fi", "en"),
    ],
)
def test_a_page_speaks_the_language_that_the_browser_wishes(accepted: str, language: str) -> None:
    assert wished(accepted) == language


def test_a_page_of_nobody_is_in_that_language_and_has_its_status() -> None:
    page = notice(scope("fi"), "unknown", 404)

    assert (page.status_code, b'lang="fi"' in bytes(page.body)) == (404, True)


def test_a_failure_of_ours_is_a_page_too() -> None:
    page = failed(scope("en"))

    assert (page.status_code, b"Something went wrong on our side" in bytes(page.body)) == (
        500,
        True,
    )
