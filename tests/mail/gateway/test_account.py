import pytest
from pydantic import ValidationError

from validation.mail import SendGridAccount
from validation.mail.gateway import EU_HOST, GLOBAL_HOST

USUAL = {"key": "SG.abc", "sender": "research@example.com"}


def test_mail_goes_to_the_global_host_unless_another_is_set() -> None:
    assert SendGridAccount.model_validate(USUAL).host == GLOBAL_HOST
    assert SendGridAccount.model_validate(USUAL | {"host": f"{EU_HOST}/"}).host == EU_HOST


def test_the_key_is_not_shown() -> None:
    account = SendGridAccount.model_validate(USUAL)

    assert "SG.abc" not in repr(account)
    assert "SG.abc" not in account.model_dump_json()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("key", "", "must be the key"),
        ("key", "SG.abc\n", "must be the key"),
        ("key", "SG. abc", "must be the key"),
        ("sender", "tutkimus@hyvä.example.com", "without letters such as ä"),
        ("sender", "research", "must be one e-mail address"),
        ("sender_name", "Research; Panel", "without ';'"),
        ("sender_name", "Research, Panel", "without ';'"),
        ("host", "http://api.sendgrid.com", "must be a host"),
        ("host", "api.sendgrid.com", "must be a host"),
        ("host", "https://api.sendgrid.com/v3", "must be a host"),
        ("host", "http://127.0.0.1:8025", "real key"),
        ("timeout", 0, "greater than 0"),
        ("batch", 501, "less than or equal to 500"),
    ],
)
def test_an_account_that_cannot_work_is_refused(field: str, value: object, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        SendGridAccount.model_validate(USUAL | {field: value})


def test_the_stand_in_takes_a_key_of_its_own() -> None:
    account = SendGridAccount.model_validate(
        {"key": "stand-in-key", "sender": "a@example.com", "host": "http://localhost:8025"}
    )

    assert account.host == "http://localhost:8025"
