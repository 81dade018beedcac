import re
from pathlib import Path
from typing import get_args

from validation.claims import Claim
from validation.study import Decision
from validation.verdicts.deciding import LEAST_DF

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")


def test_every_kind_of_claim_has_its_method() -> None:
    named = set(re.findall(r"^\| `(\w+)`", TEXT, re.MULTILINE))
    kinds = {
        get_args(one.model_fields["kind"].annotation)[0] for one in get_args(get_args(Claim)[0])
    }

    assert named == kinds


def test_the_limits_of_a_verdict_are_those_of_the_code() -> None:
    least = Decision().minimum_answers

    flowing = " ".join(TEXT.split())

    assert f"`minimum_answers` answers ({least} if the study says nothing)" in flowing
    assert f"{LEAST_DF} degrees of freedom" in flowing


def test_scripts_of_golden_values_that_it_names_are_there() -> None:
    named = re.findall(r"`(tests/golden/[\w/.]+)`", TEXT)

    assert named != []
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_every_source_that_it_cites_is_listed() -> None:
    method, _, sources = TEXT.partition("## Sources")
    cited = set(
        re.findall(
            r"([A-Z][a-zäöéå]+)(?:,? [^();|]*?)? ?\(?((?:19|20)\d\d)", " ".join(method.split())
        )
    )
    listed = " ".join(sources.split())

    missing = [
        f"{author} {year}"
        for author, year in cited
        if not re.search(rf"- [^-]*{author}[^()]*\([\d, ]*{year}", listed)
    ]

    assert missing == []
