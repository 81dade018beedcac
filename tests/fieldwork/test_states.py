import pytest

from validation.errors import FieldworkError
from validation.fieldwork import move


def test_a_wave_that_is_closed_does_not_open_again() -> None:
    with pytest.raises(FieldworkError, match="found closed, must be planned to open it"):
        move("closed", "open")
