from validation.mail.standin.state import Standin


def test_what_is_taken_is_told_later() -> None:
    standin = Standin("key", clock=lambda: 5.0)
    payload = {
        "personalizations": [
            {"to": [{"email": f"{name}@example.com"}], "custom_args": {"outbox_id": name}}
            for name in ("anna", "bounce")
        ],
        "subject": "Hello",
        "content": [{"type": "text/plain", "value": "Hi"}],
    }

    message_id = standin.accept(payload)
    standin.accept(payload)

    assert {one.message_id for one in standin.inbox.mails[:2]} == {message_id}
    assert [(one["outbox_id"], one["event"]) for one in standin.webhook.waiting] == [
        ("anna", "processed"),
        ("anna", "delivered"),
        ("bounce", "processed"),
        ("bounce", "bounce"),
        ("anna", "processed"),
        ("anna", "delivered"),
        ("bounce", "dropped"),
    ]
