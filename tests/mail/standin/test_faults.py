import pytest
from pydantic import ValidationError

from validation.mail.standin.faults import Fault, Faults


def test_troubles_come_in_their_order_and_so_often() -> None:
    faults = Faults()
    faults.add(Fault(kind="hang", times=2))
    faults.add(Fault(kind="cut"))

    taken = [faults.take() for _ in range(4)]

    assert [one and one.kind for one in taken] == ["hang", "hang", "cut", None]


def test_cleared_troubles_do_not_come() -> None:
    faults = Faults()
    faults.add(Fault(kind="hang", times=2))
    faults.clear()

    assert faults.take() is None


def test_the_last_mail_of_a_period_is_taken() -> None:
    kinds = [
        one
        for one in ("answer", "slow_down", "spent", "hang", "cut")
        if Fault.model_validate({"kind": one}).takes
    ]

    assert kinds == ["spent"]
    assert Fault(kind="hang", accepts=True).takes


@pytest.mark.parametrize(
    "wrong", [{"kind": "explode"}, {"kind": "answer", "status": 200}, {"kind": "cut", "times": 0}]
)
def test_an_unknown_trouble_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Fault.model_validate(wrong)
