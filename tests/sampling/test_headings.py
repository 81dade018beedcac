import pytest

from validation.errors import SamplingError
from validation.sampling.headings import name_columns


def test_all_that_is_wrong_with_the_columns_is_said_at_once() -> None:
    with pytest.raises(SamplingError) as caught:
        name_columns(["name"], {"mail": "address"}, ["region"])

    assert len(caught.value.problems) == 3
