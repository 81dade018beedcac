from validation.sampling import Contact, draw_sample


def test_the_order_of_the_list_changes_nothing() -> None:
    people = [Contact(f"{n:03}", None, "en", "consent") for n in range(50)]

    assert draw_sample(people, wanted=9, seed=3) == draw_sample(people[::-1], wanted=9, seed=3)
