from dataclasses import replace

import numpy as np

from validation.claims import Frame
from validation.responses.model import Counts, ResponseSet
from validation.stats import Design


def test_without_ids_the_hash_of_the_file_and_the_row_are_the_key() -> None:
    counts = Counts(read=2, in_wave=2, refused=0, excluded=0, kept=2)
    rows = np.array([2, 5], dtype=np.int32)
    responses = ResponseSet(Frame({}, Design(2)), rows, (), (), counts, "0123456789abcdef" * 4)
    assert responses.keys() == ("0123456789abcdef-2", "0123456789abcdef-5")
    assert replace(responses, ids=("a", "b")).keys() == ("a", "b")
