from pathlib import Path

import pytest
from pydantic import ValidationError

from validation.errors import SettingsError
from validation.settings import read_settings


def test_without_any_variable_all_is_kept_below_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings({"PATH": "/bin"})
    home = tmp_path / "todenna-data"
    assert settings.home == home
    assert settings.database == f"sqlite:///{home / 'todenna.db'}"
    assert settings.outbox == home / "outbox"
    assert settings.sendgrid_key is None
    assert settings.sender is None
    assert settings.sendgrid_host == "https://api.sendgrid.com"
    assert not home.exists()  # reading makes nothing


def test_a_home_moves_database_and_outbox(tmp_path: Path) -> None:
    settings = read_settings({"TODENNA_HOME": f" {tmp_path} ", "TODENNA_OUTBOX": ""})
    assert settings.database == f"sqlite:///{tmp_path / 'todenna.db'}"
    assert settings.outbox == tmp_path / "outbox"


def test_each_may_be_named(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "TODENNA_DATABASE": "postgresql://anna:secret@db/todenna",
            "TODENNA_OUTBOX": str(tmp_path / "mail"),
            "TODENNA_SENDER": "research@example.com",
            "TODENNA_SENDGRID_HOST": "https://api.eu.sendgrid.com/",
            "SENDGRID_API_KEY": "SG.abc",
        }
    )
    assert settings.database == "postgresql://anna:secret@db/todenna"
    assert settings.outbox == tmp_path / "mail"
    assert settings.sender == "research@example.com"
    assert settings.sendgrid_host == "https://api.eu.sendgrid.com"
    assert settings.sendgrid_key is not None
    assert settings.sendgrid_key.get_secret_value() == "SG.abc"


def test_the_environment_of_the_program_is_read_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TODENNA_HOME", str(tmp_path))
    assert read_settings().home == tmp_path


def test_a_home_may_be_written_from_the_user_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    monkeypatch.setenv("USERPROFILE", "/somewhere")
    assert read_settings({"TODENNA_HOME": "~/data"}).home == Path("/somewhere/data")


def test_a_key_is_never_shown() -> None:
    given = {"SENDGRID_API_KEY": "SG.abc", "TODENNA_SENDER": "a@example.com"}
    assert "SG.abc" not in repr(read_settings(given))


def test_all_that_is_wrong_is_told_at_once_and_no_secret_with_it() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(
            {
                "TODENNA_DATABSE": "sqlite:///a.db",
                "TODENNA_DATABASE": "mysql://anna:secret@db/x",
                "TODENNA_SENDGRID_HOST": "http://api.sendgrid.com",
                "SENDGRID_API_KEY": "SG. abc",
            }
        )
    told = str(caught.value)
    places = [problem.where for problem in caught.value.problems]
    assert places == [
        "TODENNA_DATABSE",
        "TODENNA_DATABASE",
        "TODENNA_SENDGRID_HOST",
        "TODENNA_SENDER",
        "SENDGRID_API_KEY",
    ]
    assert "found 'mysql', must be sqlite:///FILE or postgresql://" in told
    assert "one of TODENNA_ADDRESS, TODENNA_DATABASE, TODENNA_EVENT_KEYS, TODENNA_HOME" in told
    assert "secret" not in told
    assert "abc" not in told


@pytest.mark.parametrize("host", ["http://127.0.0.1:8025", "http://localhost:8025"])
def test_a_stand_in_on_this_machine_needs_no_encryption(host: str) -> None:
    assert read_settings({"TODENNA_SENDGRID_HOST": host}).sendgrid_host == host


@pytest.mark.parametrize("host", ["http://localhost.example.com", "http://127.0.0.1.example.com"])
def test_a_host_that_only_looks_like_this_machine_is_refused(host: str) -> None:
    with pytest.raises(SettingsError, match="TODENNA_SENDGRID_HOST"):
        read_settings({"TODENNA_SENDGRID_HOST": host})


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://surveys.example.com/", "https://surveys.example.com"),
        ("https://example.com:8443", "https://example.com:8443"),
        ("http://localhost:8700", "http://localhost:8700"),
    ],
)
def test_links_begin_with_the_public_address(address: str, kept: str) -> None:
    assert read_settings({}).address == "http://127.0.0.1:8700"
    assert read_settings({"TODENNA_ADDRESS": address}).address == kept


@pytest.mark.parametrize(
    "address",
    [
        "http://surveys.example.com",
        "surveys.example.com",
        "https://a.example.com/?next=1",
        "https://example.com/ask",
        "https://",
    ],
)
def test_an_address_that_would_show_tokens_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="TODENNA_ADDRESS"):
        read_settings({"TODENNA_ADDRESS": address})


def test_the_key_of_the_webhook_is_base64() -> None:
    assert read_settings({}).webhook_key is None
    assert read_settings({"TODENNA_WEBHOOK_KEY": "MFkwEw=="}).webhook_key == "MFkwEw=="
    with pytest.raises(SettingsError, match="TODENNA_WEBHOOK_KEY: found 5 characters"):
        read_settings({"TODENNA_WEBHOOK_KEY": "a key"})


def test_proxies_are_addresses_or_networks() -> None:
    assert read_settings({}).proxies == ()
    assert read_settings({"TODENNA_PROXIES": "10.0.0.5, fd00::/8"}).proxies == (
        "10.0.0.5",
        "fd00::/8",
    )
    with pytest.raises(SettingsError, match="TODENNA_PROXIES: found 'proxy', must be addresses"):
        read_settings({"TODENNA_PROXIES": "10.0.0.5,proxy"})


def test_the_names_of_our_tests_are_no_mistake() -> None:
    assert read_settings({"TODENNA_TEST_POSTGRES": "x"}).sendgrid_key is None


def test_settings_stay_as_they_are() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        read_settings({}).sender = "other@example.com"  # type: ignore[misc] # frozen is the point


def test_the_keys_of_events_are_known_by_their_sha256_alone() -> None:
    keys = ("a" * 64, "0" * 64)
    assert read_settings({"TODENNA_EVENT_KEYS": f"{keys[0]}, {keys[1]}"}).event_keys == keys
    with pytest.raises(SettingsError, match="found 9 other characters, must be SHA-256") as caught:
        read_settings({"TODENNA_EVENT_KEYS": "my-secret"})
    assert "my-secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://intra.example.com",
        "https://intra.example.com:8443/surveys/all/",
        "http://localhost:8000/reports",
    ],
)
def test_reports_may_be_published(address: str) -> None:
    assert read_settings({"TODENNA_REPORTS": address}).reports == address.rstrip("/")
    assert read_settings({}).reports is None


@pytest.mark.parametrize(
    "address",
    [
        "http://intra.example.com/surveys",
        "https://user:secret@intra.example.com",
        "https://intra.example.com/?folder=1",
        "https://intra.example.com//surveys",
        "/srv/todenna",
        "https://",
    ],
)
def test_an_address_of_reports_that_cannot_be_is_told(address: str) -> None:
    with pytest.raises(SettingsError, match=r"TODENNA_REPORTS: found .* must be https://"):
        read_settings({"TODENNA_REPORTS": address})
