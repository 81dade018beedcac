from validation.sampling.allocating import allocate


def test_small_strata_get_two_and_the_others_share_the_rest() -> None:
    assert allocate({"a": 900, "b": 95, "c": 5}, 20) == {"a": 16, "b": 2, "c": 2}
