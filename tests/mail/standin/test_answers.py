import json

from validation.mail.standin.answers import errors
from validation.mail.standin.checking import error


def test_an_answer_names_each_error() -> None:
    answer = errors(400, error("No.", "from.email"), error("Neither."))

    found = json.loads(bytes(answer.body))["errors"]
    assert answer.status_code == 400
    assert [(one["message"], one["field"]) for one in found] == [
        ("No.", "from.email"),
        ("Neither.", None),
    ]
