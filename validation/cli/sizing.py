"""`todenna size`: how many answers each claim needs, and what so many can show."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from validation.cli.output import counting, write_json
from validation.steps import Prepared, prepare_study
from validation.verdicts import Assumed, Size, most_answers, sizes

if TYPE_CHECKING:  # nobody waits for the simulation who does not ask for it
    from validation.steps import Simulated


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to simulate: which truth, how many waves, from which seed."""

    truth: Literal["right", "boundary", "wrong"]
    waves: int
    seed: int


def show_sizes(path: Path, assumed: Assumed, wanted: Wanted | None, *, as_json: bool) -> None:
    """Print the answers that each claim needs, and what that rests on."""
    prepared = prepare_study(path)
    needed = list(sizes(prepared.plan, prepared.questionnaire.asked(), assumed))
    answers = assumed.answers or most_answers(needed)
    simulated = None if wanted is None else _simulate(prepared, assumed, answers, wanted)
    if as_json:
        write_json(as_objects(needed, simulated))
        return
    from validation.cli.size_tables import Shown, print_sizes  # noqa: PLC0415 (JSON needs none)

    truth = None if wanted is None else wanted.truth
    print_sizes(Shown(prepared.plan, needed, assumed, answers, simulated, truth))


def as_objects(needed: Sequence[Size], simulated: "Simulated | None") -> list[dict[str, Any]]:
    """Return one object a claim for programs, with the verdicts to expect if there are any."""
    written = [size.model_dump(mode="json") for size in needed]
    if simulated is None:
        return written
    expected = {one.id: asdict(one) for one in simulated.expected}
    for size in written:
        missed = size["id"] in simulated.missed
        size["expected"] = expected[size["id"]] | {"as_said": not missed}
    return written


def _simulate(prepared: Prepared, assumed: Assumed, answers: int, wanted: Wanted) -> "Simulated":
    from validation.steps import Preview, simulate_study  # noqa: PLC0415 (see above)

    preview = Preview(answers, wanted.truth, assumed.deff, wanted.waves, wanted.seed)
    with counting("Simulating waves", wanted.waves) as told:
        return simulate_study(prepared, preview, told)
