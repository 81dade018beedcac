import inspect
from pathlib import Path
from typing import TYPE_CHECKING

from validation.mail import FolderGateway, Gateway, SendGridAccount, SendGridGateway

if TYPE_CHECKING:
    from collections.abc import Callable


def test_both_ways_out_are_gateways(tmp_path: Path) -> None:
    account = SendGridAccount.model_validate({"key": "k", "sender": "a@example.com"})
    gateways: list[Gateway] = [FolderGateway(tmp_path), SendGridGateway(account)]

    asked = [parameters(one.deliver) for one in gateways]

    assert asked == [["messages"], ["messages"]]
    assert [one.deliver([]) for one in gateways] == [[], []]


def parameters(function: "Callable[..., object]") -> list[str]:
    return list(inspect.signature(function).parameters)
