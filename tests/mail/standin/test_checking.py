from typing import Any

import pytest

from validation.mail.standin.checking import check_request


def request(**other: object) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "personalizations": [to("anna@example.com")],
        "from": {"email": "research@example.com", "name": "Research"},
        "subject": "Hello",
        "content": [{"type": "text/plain", "value": "Hi"}],
    }
    return usual | other


def to(*addresses: str, **other: object) -> dict[str, Any]:
    return {"to": [{"email": one} for one in addresses], **other}


def people(n: int) -> list[dict[str, Any]]:
    return [to(f"n{number}@example.com") for number in range(n)]


def many(n: int) -> dict[str, Any]:
    return to(*(f"n{number}@example.com" for number in range(n)))


@pytest.mark.parametrize(
    "good",
    [
        {},
        {"personalizations": people(1000)},
        {"personalizations": [many(1000)]},
        {"subject": "", "personalizations": [to("anna@example.com", subject="Own")]},
        {"categories": ["x" * 255] * 10},
        # {"a": "…"} has 9 bytes around the text.
        {"custom_args": {"a": "x" * 9991}},
        {"personalizations": [to("a@example.com", substitutions={"%a%": "x" * 9989})]},
        {"headers": {"List-Unsubscribe": "<https://example.com>"}},
        {"reply_to": {"email": "help@example.com"}},
        {"content": [{"type": "text/html", "value": "<p>"}]},
    ],
)
def test_a_request_within_the_limits_is_good(good: dict[str, Any]) -> None:
    assert check_request(request(**good)) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"personalizations": []}, "personalizations"),
        ({"personalizations": [many(1001)]}, None),
        ({"personalizations": [{"to": []}]}, "personalizations.0.to"),
        ({"personalizations": [to("a@example.com"), {}]}, "personalizations.1.to"),
        ({"personalizations": [to("anna")]}, "personalizations.0.to.0.email"),
        ({"personalizations": [to("a@example.com", cc=[{}])]}, "personalizations.0.cc.0.email"),
        ({"personalizations": [to("a@example.com"), to("A@example.com")]}, None),
        ({"personalizations": [to("a@example.com", subject="")]}, "personalizations.0.subject"),
        (
            {"personalizations": [{"to": [{"email": "a@example.com", "name": "A;B"}]}]},
            "personalizations.0.to.0.name",
        ),
        (
            {"personalizations": [to("a@example.com", custom_args={"a": "x" * 9992})]},
            "personalizations.0.custom_args",
        ),
        (
            {"personalizations": [to("a@example.com", headers={"To": "b@example.com"})]},
            "personalizations.0.headers.to",
        ),
        (
            {"personalizations": [to("a@example.com", substitutions={"%a%": "x" * 9990})]},
            "personalizations.0.substitutions",
        ),
        (
            {"personalizations": [to("a@example.com", substitutions={"%a%": 1})]},
            "personalizations.0.substitutions",
        ),
        ({"from": {}}, "from.email"),
        ({"from": {"email": "hyvä@example.com"}}, "from.email"),
        ({"from": {"email": "a@example.com", "name": "A, B"}}, "from.name"),
        ({"reply_to": {"email": "no"}}, "reply_to.email"),
        ({"subject": ""}, "subject"),
        ({"content": []}, "content"),
        ({"content": [{"type": "text/plain", "value": ""}]}, "content.0.value"),
        (
            {
                "content": [
                    {"type": "text/html", "value": "<p>"},
                    {"type": "text/plain", "value": "x"},
                ]
            },
            "content",
        ),
        ({"categories": ["x"] * 11}, "categories"),
        ({"categories": ["x" * 256]}, "categories"),
        ({"custom_args": {"n": 1}}, "custom_args"),
        ({"headers": {"Content-Type": "text/html"}}, "headers.content-type"),
        ({"headers": {"X-Name": "Åsa"}}, "headers"),
        ({"attachments": [{"filename": "a.png"}]}, "attachments.0"),
        (
            {"attachments": [{"content": "A", "filename": "a.png", "disposition": "inline"}]},
            "attachments.0",
        ),
    ],
)
def test_each_broken_limit_is_named(wrong: dict[str, Any], field: str | None) -> None:
    errors = check_request(request(**wrong))

    assert [one["field"] for one in errors] == [field]
    assert set(errors[0]) == {"message", "field", "help"}


def test_too_many_envelopes_are_too_many_people_as_well() -> None:
    errors = check_request(request(personalizations=people(1001)))

    assert [one["field"] for one in errors] == ["personalizations", None]


@pytest.mark.parametrize("wrong", [[], "text", None, {"personalizations": ["anna"]}, {"from": 1}])
def test_what_has_another_shape_is_refused(wrong: object) -> None:
    assert check_request(wrong) != []
