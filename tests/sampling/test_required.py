from validation.sampling import required_invitations


def test_no_more_are_invited_than_the_list_has() -> None:
    required = required_invitations(300, 0.25, 800)

    assert (required.invitations, required.expected_answers) == (800, 200)
    assert "300 answers need 1200 invitations" in required.note
